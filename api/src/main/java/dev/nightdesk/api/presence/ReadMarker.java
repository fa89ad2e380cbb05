package dev.nightdesk.api.presence;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import java.time.Instant;

/**
 * How far somebody has read a conversation. It lives beside the conversation: reading changes nothing there.
 *
 * @param id conversation and reader
 * @param readerType kind of caller, as in {@code actor.type}
 * @param sequence of the message, so that the marker only moves forward
 */
public record ReadMarker(String id, String workspaceId, String conversationId, String readerType, String readerId,
        String messageId, long sequence, Instant readAt, long version) implements Aggregate {
    static String idOf(String conversationId, String readerType, String readerId) {
        return conversationId + ":" + readerType + ":" + readerId;
    }

    /** The marker at this message; itself when it has read as far before. */
    ReadMarker moveTo(String message, long place, Instant now) {
        return place <= sequence ? this
                : new ReadMarker(id, workspaceId, conversationId, readerType, readerId, message, place, now,
                        version + 1);
    }
}
