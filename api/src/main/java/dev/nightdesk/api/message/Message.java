package dev.nightdesk.api.message;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One entry of a conversation. It is written through its conversation, never alone.
 *
 * @param sequence its place in the conversation, dense from 1 over all kinds
 * @param eventSequence the conversation sequence of the event that told of it, to find that event when it is redacted
 * @param redactedAt when text and files were removed for good, or null
 */
public record Message(String id, String workspaceId, String conversationId, Author author, MessageText text,
        Channel channel, List<MessageFile> attachments, String inReplyTo, String externalId,
        Map<String, String> metadata, long sequence, long eventSequence, Instant redactedAt, long version,
        Instant createdAt, Instant updatedAt) implements Aggregate {
    /** How a conversation's messages are listed: as they were written, or the last first. */
    public static Comparator<Message> order(boolean descending) {
        Comparator<Message> ascending = Comparator.comparingLong(Message::sequence);
        return descending ? ascending.reversed() : ascending;
    }

    /** Whether customers may read it. */
    public boolean isPublic() {
        return text.kind() == MessageKind.REPLY;
    }

    /**
     * Whether the event that tells of it is all that keeps it. What claims something else, or is written once however
     * often it is tried, has an id that does not come from the clock, as ids of events must.
     */
    public boolean livesInItsEvent() {
        return version == 1 && externalId == null && attachments.isEmpty() && text.kind() != MessageKind.SYSTEM;
    }

    /** The tombstone that stays; itself when it was redacted before. */
    public Message redact(Instant now) {
        return redactedAt != null ? this
                : new Message(id, workspaceId, conversationId, author, text.emptied(), channel, List.of(), inReplyTo,
                        externalId, Map.of(), sequence, eventSequence, now, version + 1, createdAt, now);
    }
}
