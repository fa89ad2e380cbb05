package dev.nightdesk.api.stream;

import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.presence.PresenceStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The wire shape of what passes: typing and presence. */
final class PassingJson {
    static final String TYPING = "conversation.typing";
    static final String PRESENCE = "conversation.presence";

    private PassingJson() {
    }

    /** Somebody is typing. */
    public record Typing(String object, String type, String conversationId, Actor actor, Instant expiresAt) {
    }

    /** Which agents are there. */
    public record Presence(String object, String type, String conversationId, List<String> agentIds) {
    }

    /** The unfinished text is for the desk only. */
    static Frame typing(String conversationId, PresenceStore.Typing signal, boolean withPreview) {
        RawJson json = RawJson.of(Json.write(new Typing("signal", TYPING, conversationId,
                new Actor(signal.type(), signal.id()), signal.until())));
        return Frame.passing(TYPING, withPreview && signal.preview() != null
                ? json.with("preview", quoted(signal.preview())) : json);
    }

    static Frame presence(String conversationId, Set<String> agents) {
        return Frame.passing(PRESENCE, RawJson.of(Json.write(
                new Presence("signal", PRESENCE, conversationId, agents.stream().sorted().toList()))));
    }

    /** A text as JSON: the only element of an array without its brackets. */
    private static String quoted(String text) {
        String array = new String(Json.write(List.of(text)), StandardCharsets.UTF_8);
        return array.substring(1, array.length() - 1);
    }
}
