package dev.nightdesk.api.conversation;

import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where a conversation stands in its life, with the timers that belong there.
 *
 * @param snoozedUntil set only while snoozed
 * @param resolvedAt set while resolved, and afterwards if it closed from there
 * @param resolutionReason why, or null
 * @param autoCloseAt when it closes by itself; set only while resolved
 * @param closedAt set only when closed
 * @param eraseAt when it is erased for good; set only when closed
 * @param erased whether nothing is left but the shell, because its customer was erased
 */
public record Phase(ConversationStatus status, Instant snoozedUntil, Instant resolvedAt, String resolutionReason,
        Instant autoCloseAt, Instant closedAt, Instant eraseAt, boolean erased) {
    static final Phase OPEN = waiting(ConversationStatus.OPEN);

    static Phase waiting(ConversationStatus status) {
        return new Phase(status, null, null, null, null, null, null, false);
    }

    static Phase snoozed(Instant until) {
        return new Phase(ConversationStatus.SNOOZED, until, null, null, null, null, null, false);
    }

    /** Resolved; it closes by itself after the duration, or never when that is null. */
    static Phase resolved(String reason, Duration autoCloseAfter, Instant now) {
        return new Phase(ConversationStatus.RESOLVED, null, now, reason, plus(now, autoCloseAfter), null, null,
                false);
    }

    /** Closed; it is erased after the duration, or never when that is null. */
    Phase closed(Duration retention, Instant at) {
        return new Phase(ConversationStatus.CLOSED, null, resolvedAt == null ? at : resolvedAt, resolutionReason, null,
                at, plus(at, retention), erased);
    }

    /** The shell that is left of a closed conversation. */
    Phase emptied() {
        return new Phase(status, null, resolvedAt, null, null, closedAt, eraseAt, true);
    }

    /** The next instant at which something happens by itself; null for none. */
    Instant wakeAt() {
        return Stream.of(snoozedUntil, autoCloseAt, eraseAt).filter(Objects::nonNull)
                .reduce((a, b) -> a.isBefore(b) ? a : b).orElse(null);
    }

    private static Instant plus(Instant from, Duration duration) {
        return duration == null ? null : from.plus(duration);
    }
}
