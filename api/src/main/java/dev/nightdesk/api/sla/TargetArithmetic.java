package dev.nightdesk.api.sla;

import dev.nightdesk.api.schedule.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much of a target is used, and when its warnings and its deadline come. */
final class TargetArithmetic {
    private final SlaRulebook rulebook;

    TargetArithmetic(SlaRulebook rulebook) {
        this.rulebook = rulebook;
    }

    /** Something that falls due: a warning for that much counted time, or the deadline if {@code warning} is null. */
    record Due(Instant at, SlaMetric metric, Duration warning) {}

    /** Counted time in the current stretch until an instant in it. */
    Duration countedInStretch(TargetClock clock, Instant at) {
        return clock.pausedBy() == null ? calendar(clock).elapsed(clock.since(), at) : Duration.ZERO;
    }

    Duration elapsed(TargetClock clock, Instant at) {
        return clock.counted().plus(countedInStretch(clock, at));
    }

    /** The run with its deadline and next warning set anew. */
    SlaRun projected(SlaRun run) {
        TargetClock clock = run.clock();
        if (clock == null || clock.metAt() != null) {
            return run;
        }
        boolean usedUpBefore = run.breachedAt() != null && usedUp(clock);
        Instant deadline = usedUpBefore ? run.breachedAt() : deadline(clock).orElse(null);
        Instant warnAt = warnings(run).stream().map(Due::at).findFirst().orElse(null);
        return run.with(clock.due(deadline, warnAt));
    }

    /** The warnings and the breach of a run that fall due by an instant, in order. */
    List<Due> due(SlaRun run, Instant until) {
        if (run.clock() == null || run.clock().metAt() != null || run.breachedAt() != null) {
            return List.of();
        }
        List<Due> due = new ArrayList<>(warnings(run));
        deadline(run.clock()).ifPresent(at -> due.add(new Due(at, run.metric(), null)));
        due.removeIf(each -> each.at().isAfter(until));
        return due;
    }

    /**
     * When the allowed time is used up. Where it already was when the stretch began, because the target was shortened
     * or came late, that is the beginning of the stretch, even in a pause.
     */
    private Optional<Instant> deadline(TargetClock clock) {
        if (usedUp(clock)) {
            return Optional.of(clock.since());
        }
        if (clock.pausedBy() != null) {
            return Optional.empty();
        }
        return calendar(clock).add(clock.since(), clock.terms().within().minus(clock.counted())).asInstant();
    }

    /** Warnings still to be given, soonest first. They wait for opening hours. */
    private List<Due> warnings(SlaRun run) {
        TargetClock clock = run.clock();
        if (clock.pausedBy() != null || run.breachedAt() != null || usedUp(clock)) {
            return List.of();
        }
        List<Due> warnings = new ArrayList<>();
        for (Duration after : clock.terms().warnAfter()) {
            if (after.compareTo(run.warnedUpTo()) > 0) {
                warnAt(clock, after).ifPresent(at -> warnings.add(new Due(at, run.metric(), after)));
            }
        }
        return warnings;
    }

    private Optional<Instant> warnAt(TargetClock clock, Duration after) {
        BusinessCalendar calendar = calendar(clock);
        Duration left = after.minus(clock.counted());
        Optional<Instant> reached = left.isPositive()
                ? calendar.add(clock.since(), left).asInstant()
                : Optional.of(clock.since());
        return reached.flatMap(at -> calendar.nextOpen(at).asInstant());
    }

    private static boolean usedUp(TargetClock clock) {
        return clock.counted().compareTo(clock.terms().within()) >= 0;
    }

    private BusinessCalendar calendar(TargetClock clock) {
        return rulebook.calendar(clock.terms().scheduleId());
    }
}
