package dev.nightdesk.api.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A fact about a target.
 *
 * @param at when it became true; a late tick gives the true instant
 * @param terms what was promised
 * @param elapsed counted time at that instant
 * @param deadline null while the clock is stopped, and when the promise has no deadline in sight
 * @param state of the target after it
 */
public record SlaEvent(
        Type type,
        Instant at,
        SlaMetric metric,
        int cycle,
        SlaTerms terms,
        Duration elapsed,
        Instant deadline,
        TargetState state) {
    /** What happened. */
    public enum Type {
        /** A target began to apply, or another promise took its place. */
        APPLIED,
        PAUSED,
        RESUMED,
        AT_RISK,
        BREACHED,
        MET,
        CANCELLED;

        /** The event type, such as {@code sla.at_risk}. */
        public String wireName() {
            return "sla." + name().toLowerCase(Locale.ROOT);
        }
    }
}
