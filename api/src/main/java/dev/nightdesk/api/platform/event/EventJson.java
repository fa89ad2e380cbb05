package dev.nightdesk.api.platform.event;

import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;

/** The body of an event, the same bytes wherever it is read. */
public final class EventJson {
    private EventJson() {
    }

    /** The finished JSON object. */
    public static RawJson body(Event event) {
        EventDraft draft = event.draft();
        boolean inConversation = draft.conversationId() != null;
        Head head = new Head(event.id(), "event", draft.type(), event.sequence(), event.timestamp(),
                event.workspaceId(), Event.API_VERSION, draft.conversationId(),
                inConversation ? draft.conversationSequence() : null, event.actor(), event.requestId());
        return RawJson.of(Json.write(head)).with("data", draft.data());
    }

    /** All of an event but its data. */
    public record Head(String id, String object, String type, long sequence, Instant timestamp, String workspaceId,
            String apiVersion, String conversationId, Long conversationSequence, Actor actor, String requestId) {
    }
}
