package dev.nightdesk.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What passes in a conversation and is in no log. */
public sealed interface LiveSignal {

    /** The conversation. */
    String conversationId();

    /**
     * Somebody else is typing.
     *
     * @param actorType such as {@code customer} or {@code agent}
     * @param expiresAt when to stop showing it, unless it is repeated
     * @param preview the unfinished text; empty for customers, and where none was sent
     */
    record Typing(String conversationId, String actorType, String actorId, Instant expiresAt,
            Optional<String> preview) implements LiveSignal {
    }

    /** Which agents follow the conversation at the moment. */
    record Presence(String conversationId, List<String> agentIds) implements LiveSignal {
    }

    /** A kind that this version of the SDK does not know. */
    record Unknown(String conversationId, String type, JsonNode data) implements LiveSignal {
    }

    /** The signal that a frame without an id carries. */
    static LiveSignal of(String type, JsonNode data) {
        String conversationId = data.path("conversation_id").asText();
        if (type.equals("conversation.typing")) {
            return new Typing(conversationId, data.at("/actor/type").asText(), data.at("/actor/id").asText(),
                    Instant.parse(data.path("expires_at").asText()),
                    Optional.ofNullable(data.path("preview").textValue()));
        }
        if (type.equals("conversation.presence")) {
            List<String> agents = new ArrayList<>();
            data.path("agent_ids").forEach(agent -> agents.add(agent.asText()));
            return new Presence(conversationId, List.copyOf(agents));
        }
        return new Unknown(conversationId, type, data);
    }
}
