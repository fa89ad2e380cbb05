package dev.nightdesk.bench;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** A conversation with the fields of the product's, so that both render as much; public because JSON-B demands it. */
public record RawConversation(String id, String object, String customerId, String subject, String channel,
        String status, String language, Map<String, String> assignee, String externalId, int messageCount,
        Instant lastMessageAt, Instant lastCustomerMessageAt, Instant waitingSince, Instant snoozedUntil,
        Instant resolvedAt, String resolutionReason, Instant autoCloseAt, Instant closedAt, String mergedInto,
        String followUpOf, long sequence, long version, Instant createdAt, Instant updatedAt, String priority,
        List<String> tags, Map<String, String> attributes, List<String> links, Map<String, String> metadata) {
    /** What a caller sends. */
    public record Create(String customerId, String subject, String channel, String language, List<String> tags,
            Map<String, String> attributes) {
        Document document(String id, Instant now) {
            return new Document("_id", id).append("customer_id", customerId).append("subject", subject)
                    .append("channel", channel).append("status", "open").append("language", language)
                    .append("messages", 0).append("sequence", 1L).append("version", 1L)
                    .append("created_at", Date.from(now)).append("updated_at", Date.from(now))
                    .append("priority", "normal").append("tags", tags).append("attributes", new Document(attributes))
                    .append("metadata", new Document());
        }
    }

    static RawConversation read(Document document) {
        return new RawConversation(document.getString("_id"), "conversation", document.getString("customer_id"),
                document.getString("subject"), document.getString("channel"), document.getString("status"),
                document.getString("language"), Map.of(), document.getString("external_id"),
                document.getInteger("messages"), instant(document, "last_message_at"),
                instant(document, "last_customer_message_at"), instant(document, "waiting_since"),
                instant(document, "snoozed_until"), instant(document, "resolved_at"),
                document.getString("resolution_reason"), instant(document, "auto_close_at"),
                instant(document, "closed_at"), document.getString("merged_into"), document.getString("follow_up_of"),
                document.getLong("sequence"), document.getLong("version"), instant(document, "created_at"),
                instant(document, "updated_at"), document.getString("priority"),
                document.getList("tags", String.class), texts(document, "attributes"), List.of(),
                texts(document, "metadata"));
    }

    private static Instant instant(Document document, String name) {
        Date date = document.getDate(name);
        return date == null ? null : date.toInstant();
    }

    private static Map<String, String> texts(Document document, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        document.get(name, Document.class).forEach((key, value) -> texts.put(key, (String) value));
        return texts;
    }
}
