package dev.nightdesk.api.sla;

import java.time.Duration;
import java.time.Instant;

/**
 * One cycle of a metric that has begun and is not over.
 *
 * @param cycle 1 for the first of its metric in the conversation
 * @param startedAt the instant of what triggered it; time counts from there
 * @param application how often a target came to apply to this cycle; tells the stretches of one from those of another
 * @param warnedUpTo the largest counted time a warning was given for; a warning for as much or less is not repeated
 * @param breachedAt when this cycle was breached; a breach stays, whatever target applies later
 * @param clock the target that applies; null while none does
 */
public record SlaRun(
        SlaMetric metric,
        int cycle,
        Instant startedAt,
        int application,
        Duration warnedUpTo,
        Instant breachedAt,
        TargetClock clock) {
    static SlaRun begin(SlaMetric metric, int cycle, Instant at) {
        return new SlaRun(metric, cycle, at, 0, Duration.ZERO, null, null);
    }

    SlaRun with(TargetClock newClock) {
        return new SlaRun(metric, cycle, startedAt, application, warnedUpTo, breachedAt, newClock);
    }

    SlaRun applied(TargetClock newClock) {
        return new SlaRun(metric, cycle, startedAt, application + 1, warnedUpTo, breachedAt, newClock);
    }

    SlaRun warned(Duration upTo) {
        return new SlaRun(metric, cycle, startedAt, application, upTo, breachedAt, clock);
    }

    SlaRun breached(Instant at) {
        return new SlaRun(metric, cycle, startedAt, application, warnedUpTo, at, clock);
    }

    /** How its target stands; null while none applies. */
    public TargetState state() {
        if (clock == null) {
            return null;
        }
        if (clock.metAt() != null) {
            return breachedAt == null ? TargetState.MET : TargetState.MET_LATE;
        }
        if (breachedAt != null) {
            return TargetState.BREACHED;
        }
        if (clock.pausedBy() != null) {
            return TargetState.PAUSED;
        }
        boolean warned = clock.terms().warnAfter().stream().anyMatch(due -> due.compareTo(warnedUpTo) <= 0);
        return warned ? TargetState.AT_RISK : TargetState.ACTIVE;
    }

    Instant nextWake() {
        if (clock == null || clock.metAt() != null || breachedAt != null) {
            return null;
        }
        return clock.warnAt() == null ? clock.deadline() : clock.warnAt();
    }
}
