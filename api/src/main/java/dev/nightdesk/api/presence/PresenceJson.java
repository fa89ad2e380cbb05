package dev.nightdesk.api.presence;

import dev.nightdesk.api.platform.event.Actor;
import java.time.Instant;

/** The wire shapes of presence. */
final class PresenceJson {
    private PresenceJson() {
    }

    /** That a signal was taken. */
    public record Signal(String object, String conversationId, Actor actor, Instant expiresAt) {
    }

    /** How far was read. */
    public record Marker(String object, String conversationId, Actor reader, String messageId, Instant readAt) {
    }

    /** Who takes part. */
    public record ParticipantView(String object, String type, String id, String role, Instant joinedAt,
            Instant lastMessageAt, String lastReadMessageId, Instant lastReadAt, Instant typingUntil,
            String typingPreview) {
    }

    static Marker view(ReadMarker marker) {
        return new Marker("read_marker", marker.conversationId(), new Actor(marker.readerType(), marker.readerId()),
                marker.messageId(), marker.readAt());
    }
}
