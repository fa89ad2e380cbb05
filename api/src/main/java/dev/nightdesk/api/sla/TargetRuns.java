package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of one conversation during a passage, and what they leave behind: events and history. */
final class TargetRuns {
    private final TargetArithmetic arithmetic;
    private final Map<SlaMetric, SlaRun> runs = new EnumMap<>(SlaMetric.class);
    private final List<SlaEvent> events = new ArrayList<>();
    private final List<SlaHistory> history = new ArrayList<>();

    TargetRuns(SlaRulebook rulebook, List<SlaRun> before) {
        arithmetic = new TargetArithmetic(rulebook);
        before.forEach(run -> runs.put(run.metric(), run));
    }

    List<SlaRun> all() {
        return List.copyOf(runs.values());
    }

    List<SlaEvent> events() {
        return events;
    }

    List<SlaHistory> history() {
        return history;
    }

    List<SlaMetric> metrics() {
        return List.copyOf(runs.keySet());
    }

    boolean has(SlaMetric metric) {
        return runs.containsKey(metric);
    }

    void add(SlaRun run) {
        runs.put(run.metric(), run);
    }

    /** Sets deadlines and next warnings anew, by the calendars as they are. */
    void project() {
        runs.replaceAll((metric, run) -> arithmetic.projected(run));
    }

    /** Warns and breaches everything that is due by then, each at its own instant. */
    void fallDue(Instant until) {
        runs.values().stream()
                .flatMap(run -> arithmetic.due(run, until).stream())
                .sorted(Comparator.comparing(TargetArithmetic.Due::at))
                .toList()
                .forEach(this::fall);
    }

    private void fall(TargetArithmetic.Due due) {
        SlaRun run = runs.get(due.metric());
        SlaRun fallen = due.warning() == null ? run.breached(due.at()) : run.warned(due.warning());
        emit(due.warning() == null ? SlaEvent.Type.BREACHED : SlaEvent.Type.AT_RISK, replace(fallen), due.at());
    }

    void settle(
            SlaMetric metric, Optional<SlaTerms> wanted, Instant at, List<SlaState.StatusSince> statuses) {
        SlaRun run = runs.get(metric);
        if (wanted.isEmpty()) {
            if (run.clock() != null) {
                close(run, TargetState.CANCELLED, at);
                runs.put(metric, run.with(null));
            }
            return;
        }
        SlaTerms terms = wanted.get();
        if (run.clock() == null) {
            apply(run, terms, at, statuses);
            return;
        }
        ConversationStatus pausedBy = terms.pausedBy(statuses.getLast().status());
        if (!terms.equals(run.clock().terms()) || pausedBy != run.clock().pausedBy()) {
            change(run, terms, pausedBy, at);
        }
    }

    private void change(SlaRun run, SlaTerms terms, ConversationStatus pausedBy, Instant at) {
        TargetClock before = run.clock();
        SlaRun changed = replace(run.with(cut(run, at, terms, pausedBy)));
        if (terms.differsFrom(before.terms())) {
            emit(SlaEvent.Type.APPLIED, changed, at);
        }
        boolean wasMet = before.pausedBy() == ConversationStatus.RESOLVED;
        if (wasMet || (before.pausedBy() != null && pausedBy == null)) {
            emit(SlaEvent.Type.RESUMED, changed, at);
        } else if (before.pausedBy() == null && pausedBy != null) {
            emit(SlaEvent.Type.PAUSED, changed, at);
        }
    }

    /** Counts from what triggered the run, however late the target comes, and begins a stretch of its own now. */
    private void apply(SlaRun run, SlaTerms terms, Instant at, List<SlaState.StatusSince> statuses) {
        SlaRun applied = run.applied(new TargetClock(
                terms, run.startedAt(), Duration.ZERO, null, null, null, null));
        for (SlaState.StatusSince each : statuses) {
            ConversationStatus pausedBy = terms.pausedBy(each.status());
            if (pausedBy != applied.clock().pausedBy()) {
                applied = applied.with(cut(applied, later(each.since(), run.startedAt()), terms, pausedBy));
            }
        }
        emit(SlaEvent.Type.APPLIED, replace(applied.with(cut(applied, at, terms, applied.clock().pausedBy()))), at);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Ends the stretch and begins another under these conditions. */
    private TargetClock cut(SlaRun run, Instant at, SlaTerms terms, ConversationStatus pausedBy) {
        TargetClock clock = run.clock();
        Duration counted = arithmetic.countedInStretch(clock, at);
        if (at.isAfter(clock.since())) {
            history.add(new SlaHistory.Stretch(run.metric(), run.cycle(), run.application(), clock.since(), at,
                    clock.terms().policyId(), clock.terms().policyVersion(), clock.terms().priority(),
                    clock.terms().scheduleId(), clock.pausedBy(), counted));
        }
        return new TargetClock(terms, at, clock.counted().plus(counted), pausedBy, clock.metAt(), null, null);
    }

    /** What the metric waited for has happened: the run is over. */
    void meet(SlaMetric metric, Instant at) {
        SlaRun run = runs.remove(metric);
        if (run != null && run.clock() != null) {
            close(run, run.breachedAt() == null ? TargetState.MET : TargetState.MET_LATE, at);
        }
    }

    /** What the metric waited for will not happen: the run is over. */
    void end(SlaMetric metric, Instant at) {
        SlaRun run = runs.remove(metric);
        if (run != null && run.clock() != null) {
            close(run, TargetState.CANCELLED, at);
        }
    }

    /** Met by resolving, but kept, because reopening lets it go on. */
    void standMet(SlaMetric metric, Instant at, ConversationStatus status) {
        SlaRun run = arithmetic.projected(runs.get(metric));
        if (run.clock() == null) {
            return;
        }
        Instant deadline = run.clock().deadline();
        TargetClock clock = cut(run, at, run.clock().terms(), status).met(at).due(deadline, null);
        emit(SlaEvent.Type.MET, replace(run.with(clock)), at);
    }

    /** Takes back that runs are met; settling then lets them go on. */
    void reopen() {
        runs.replaceAll((metric, run) -> run.clock() == null ? run : run.with(run.clock().met(null)));
    }

    /** Nothing goes on any more: what was met by resolving is met for good. */
    void close() {
        runs.values().stream().filter(run -> run.clock() != null).forEach(run -> history.add(closed(
                run, run.state(), run.clock().metAt(), run.clock().counted(), run.clock().deadline())));
        runs.clear();
    }

    private void close(SlaRun open, TargetState state, Instant at) {
        SlaRun run = arithmetic.projected(open);
        Instant deadline = run.clock().deadline();
        TargetClock cut = cut(run, at, run.clock().terms(), run.clock().pausedBy());
        history.add(closed(run, state, at, cut.counted(), deadline));
        SlaEvent.Type type = state == TargetState.CANCELLED ? SlaEvent.Type.CANCELLED : SlaEvent.Type.MET;
        events.add(new SlaEvent(
                type, at, run.metric(), run.cycle(), run.clock().terms(), cut.counted(), deadline, state));
    }

    private static SlaHistory.ClosedTarget closed(
            SlaRun run, TargetState state, Instant at, Duration elapsed, Instant deadline) {
        return new SlaHistory.ClosedTarget(run.metric(), run.cycle(), run.application(), run.clock().terms(), state,
                run.startedAt(), at, run.breachedAt(), deadline, elapsed);
    }

    private SlaRun replace(SlaRun run) {
        SlaRun projected = arithmetic.projected(run);
        runs.put(run.metric(), projected);
        return projected;
    }

    private void emit(SlaEvent.Type type, SlaRun run, Instant at) {
        events.add(new SlaEvent(type, at, run.metric(), run.cycle(), run.clock().terms(),
                arithmetic.elapsed(run.clock(), at), run.clock().deadline(), run.state()));
    }
}
