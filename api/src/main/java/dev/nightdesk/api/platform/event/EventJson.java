package dev.nightdesk.api.platform.event;

import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;

/** The body of an event, the same bytes wherever it is read. */
public final class EventJson {
    /** To ask for it each time is to search the class path each time. */
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private EventJson() {
    }

    /** The finished JSON object. */
    public static RawJson body(Event event) {
        EventDraft draft = event.draft();
        Head head = new Head(event.id(), "event", draft.type(), event.sequence(), event.timestamp(),
                event.workspaceId(), Event.API_VERSION);
        RawJson body = Json.object(head);
        if (draft.conversationId() != null) {
            body = body.with("conversation_id", "\"" + draft.conversationId() + "\"");
        }
        if (draft.conversationSequence() > 0) {
            body = body.with("conversation_sequence", Long.toString(draft.conversationSequence()));
        }
        return body.with("actor", Json.object(event.actor()).text()).with("data", draft.data())
                .with("request_id", event.requestId() == null ? "null" : "\"" + event.requestId() + "\"");
    }

    /** What the event tells, read. */
    public static JsonObject data(Event event) {
        try (JsonReader reader = PROVIDER.createReader(new StringReader(event.draft().data()))) {
            return reader.readObject();
        }
    }

    /** The members that every event has first. */
    public record Head(String id, String object, String type, long sequence, Instant timestamp, String workspaceId,
            String apiVersion) {
    }
}
