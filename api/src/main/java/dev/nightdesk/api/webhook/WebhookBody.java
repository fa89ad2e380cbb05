package dev.nightdesk.api.webhook;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** The bytes that a webhook carries for an event. */
public final class WebhookBody {

    /** A full body of more bytes than this is sent thin. */
    public static final int MOST_FULL_BYTES = 20 * 1024;

    /** How much of an event an endpoint wants. */
    public enum Payload {
        /** The event as the log has it, as long as it is not too large. */
        FULL,
        /** Always ids and links only. */
        THIN
    }

    private WebhookBody() {
    }

    /**
     * The body to store once and to send unchanged on each attempt.
     *
     * @param event the event's JSON object as every reader of the log sees it, in UTF-8
     */
    public static byte[] of(byte[] event, Payload payload) {
        if (payload == Payload.FULL && event.length <= MOST_FULL_BYTES) {
            return event;
        }
        try (JsonReader reader = ThinForm.JSON.createReader(new ByteArrayInputStream(event))) {
            JsonObject thin = ThinForm.of(reader.readObject());
            return thin.toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
