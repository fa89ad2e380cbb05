package dev.nightdesk.bench;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** A message with the fields of the product's. */
public record RawMessage(String id, String object, String conversationId, String kind, Map<String, String> author,
        String body, String format, String channel, List<String> attachments, String inReplyTo, String externalId,
        boolean redacted, Instant redactedAt, long sequence, long version, Instant createdAt, Instant updatedAt,
        Map<String, String> metadata) {
    /** What a caller sends. */
    public record Create(String body) {
        RawMessage in(String conversationId, String id, Instant now) {
            return new RawMessage(id, "message", conversationId, "reply", Map.of("type", "bot"), body, "text", "chat",
                    List.of(), null, null, false, null, 1, 1, now, now, Map.of());
        }
    }

    Document document() {
        return new Document("_id", id).append("conversation_id", conversationId).append("kind", kind)
                .append("author", new Document("type", author.get("type"))).append("body", body)
                .append("format", format).append("channel", channel).append("sequence", sequence)
                .append("version", version).append("created_at", Date.from(createdAt))
                .append("updated_at", Date.from(updatedAt));
    }
}
