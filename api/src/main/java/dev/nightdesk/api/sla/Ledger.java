package dev.nightdesk.api.sla;

import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.schedule.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Every target of a conversation with every segment of its time. It is built from what the conversation carries and
 * what it has left behind; since no version of a schedule rewrites the past, segments are computed when asked for.
 *
 * @param entries in the order they started
 */
public record Ledger(List<LedgerEntry> entries) {
    public Ledger {
        entries = List.copyOf(entries);
    }

    /**
     * Gathers the accounts of a conversation.
     *
     * @param history everything the conversation has handed over, in order
     * @param now until when running targets are accounted for
     */
    public static Ledger of(SlaState state, List<SlaHistory> history, SlaRulebook rulebook, Instant now) {
        List<LedgerEntry> entries = new ArrayList<>();
        for (SlaHistory each : history) {
            if (each instanceof SlaHistory.ClosedTarget closed) {
                entries.add(closed(closed, segments(closed, history, rulebook)));
            }
        }
        for (SlaRun run : state.runs()) {
            if (run.clock() != null) {
                entries.add(live(run, history, rulebook, now.isAfter(state.at()) ? now : state.at()));
            }
        }
        entries.sort(Comparator.comparing(LedgerEntry::startedAt).thenComparing(LedgerEntry::metric));
        return new Ledger(entries);
    }

    private static LedgerEntry closed(SlaHistory.ClosedTarget closed, List<LedgerSegment> segments) {
        Instant metAt = closed.state() == TargetState.CANCELLED ? null : closed.endedAt();
        return new LedgerEntry(closed.metric(), closed.cycle(), closed.state(), closed.terms(), closed.deadline(),
                closed.elapsed(), closed.startedAt(), metAt, closed.breachedAt(), segments);
    }

    private static LedgerEntry live(SlaRun run, List<SlaHistory> history, SlaRulebook rulebook, Instant now) {
        TargetClock clock = run.clock();
        TargetArithmetic arithmetic = new TargetArithmetic(rulebook);
        SlaHistory.Stretch current = new SlaHistory.Stretch(run.metric(), run.cycle(), run.application(), clock.since(),
                now, clock.terms().policyId(), clock.terms().policyVersion(), clock.terms().priority(),
                clock.terms().scheduleId(), clock.pausedBy(), Duration.ZERO);
        List<LedgerSegment> segments = segments(current, history, rulebook);
        if (clock.metAt() == null) {
            append(segments, current, rulebook);
        }
        SlaRun projected = arithmetic.projected(run);
        return new LedgerEntry(run.metric(), run.cycle(), run.state(), clock.terms(), projected.clock().deadline(),
                arithmetic.elapsed(clock, now), run.startedAt(), clock.metAt(), run.breachedAt(), segments);
    }

    private static List<LedgerSegment> segments(SlaHistory of, List<SlaHistory> history, SlaRulebook rulebook) {
        List<LedgerSegment> segments = new ArrayList<>();
        for (SlaHistory each : history) {
            if (each instanceof SlaHistory.Stretch stretch
                    && stretch.metric() == of.metric()
                    && stretch.cycle() == of.cycle()
                    && stretch.application() == of.application()) {
                append(segments, stretch, rulebook);
            }
        }
        return segments;
    }

    private static void append(List<LedgerSegment> segments, SlaHistory.Stretch stretch, SlaRulebook rulebook) {
        if (!stretch.from().isBefore(stretch.to())) {
            return;
        }
        if (stretch.pausedBy() != null) {
            String status = stretch.pausedBy().name().toLowerCase(Locale.ROOT);
            segments.add(segment(
                    stretch, stretch.from(), stretch.to(), false, LedgerSegment.Reason.STATUS, status));
        } else if (stretch.scheduleId() == null) {
            segments.add(segment(
                    stretch, stretch.from(), stretch.to(), true, LedgerSegment.Reason.ALWAYS_OPEN, null));
        } else {
            BusinessCalendar calendar = rulebook.calendar(stretch.scheduleId());
            for (Segment each : calendar.segments(stretch.from(), stretch.to())) {
                LedgerSegment.Reason reason = LedgerSegment.Reason.valueOf(each.reason().kind().name());
                segments.add(segment(
                        stretch, each.from(), each.to(), each.open(), reason, each.reason().detail()));
            }
        }
    }

    private static LedgerSegment segment(
            SlaHistory.Stretch stretch,
            Instant from,
            Instant to,
            boolean counted,
            LedgerSegment.Reason reason,
            String detail) {
        return new LedgerSegment(from, to, counted, reason, detail,
                stretch.policyId(), stretch.policyVersion(), stretch.priority());
    }
}
