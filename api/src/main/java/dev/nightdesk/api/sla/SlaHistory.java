package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.time.Instant;

/** What a conversation no longer carries, to be kept as long as the conversation. Written once, never changed. */
public sealed interface SlaHistory {
    SlaMetric metric();

    int cycle();

    int application();

    /**
     * A time in which the conditions of a target did not change.
     *
     * @param pausedBy the status that stopped it throughout; null if open time counted
     * @param counted how much did
     */
    record Stretch(
            SlaMetric metric,
            int cycle,
            int application,
            Instant from,
            Instant to,
            String policyId,
            int policyVersion,
            Priority priority,
            String scheduleId,
            ConversationStatus pausedBy,
            Duration counted) implements SlaHistory {}

    /**
     * The end of a target.
     *
     * @param terms last in force
     * @param state met, met late, or cancelled
     * @param elapsed the sum of its stretches
     */
    record ClosedTarget(
            SlaMetric metric,
            int cycle,
            int application,
            SlaTerms terms,
            TargetState state,
            Instant startedAt,
            Instant endedAt,
            Instant breachedAt,
            Instant deadline,
            Duration elapsed) implements SlaHistory {}
}
