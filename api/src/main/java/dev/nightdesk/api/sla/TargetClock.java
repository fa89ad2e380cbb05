package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * A target counting. Conditions change in steps; between two steps, a stretch, the elapsed time is what was counted
 * before plus the open time since.
 *
 * @param terms in force since the stretch began
 * @param since when the stretch began
 * @param counted before the stretch
 * @param pausedBy the status that stops the clock during the stretch, or null
 * @param metAt when it was met; only for a metric that resumes on reopening
 * @param deadline when it is or was due, by the calendars as they were last seen; null while paused, and when never
 * @param warnAt when its next warning is due; null if there is none before the deadline
 */
public record TargetClock(
        SlaTerms terms,
        Instant since,
        Duration counted,
        ConversationStatus pausedBy,
        Instant metAt,
        Instant deadline,
        Instant warnAt) {
    TargetClock met(Instant at) {
        return new TargetClock(terms, since, counted, pausedBy, at, deadline, null);
    }

    TargetClock due(Instant newDeadline, Instant newWarnAt) {
        return new TargetClock(terms, since, counted, pausedBy, metAt, newDeadline, newWarnAt);
    }
}
