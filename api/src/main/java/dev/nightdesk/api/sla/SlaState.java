package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The service levels of one conversation, as it carries them: plain values to be written as they are. Its size is
 * bounded: what is closed has left through {@link SlaChange#history()}.
 *
 * @param at the latest instant it knows about; an earlier one is taken for this
 * @param revision of the rules it was last judged by
 * @param queueId the queue it is or was last in; null before any
 * @param statuses which status began when, oldest first, at most {@link #MOST_STATUSES}. A target that comes to apply
 *     late counts from these
 * @param answered whether the first response is behind it
 * @param cycles how often each metric has started
 * @param runs what is being measured, with or without a target, at most one of each metric
 */
public record SlaState(
        Instant at,
        long revision,
        String queueId,
        List<StatusSince> statuses,
        boolean answered,
        Map<SlaMetric, Integer> cycles,
        List<SlaRun> runs) {
    /** When more statuses than this have been seen, the oldest are taken for the one that followed. */
    public static final int MOST_STATUSES = 64;

    /** A status and the instant it began. */
    public record StatusSince(ConversationStatus status, Instant since) {}

    public SlaState {
        statuses = List.copyOf(statuses);
        cycles = Map.copyOf(cycles);
        runs = List.copyOf(runs);
    }

    /** When {@link SlaClock#tick} has something to do next, if ever. */
    public Optional<Instant> nextWake() {
        return runs.stream().map(SlaRun::nextWake).filter(Objects::nonNull).min(Comparator.naturalOrder());
    }

    public Optional<SlaRun> run(SlaMetric metric) {
        return runs.stream().filter(run -> run.metric() == metric).findFirst();
    }

    /**
     * The run whose deadline comes next, among those that are not met or breached; to show and sort by.
     */
    public Optional<SlaRun> nextDeadline() {
        return runs.stream()
                .filter(run -> run.clock() != null && run.breachedAt() == null && run.clock().metAt() == null)
                .filter(run -> run.clock().deadline() != null)
                .min(Comparator.comparing(run -> run.clock().deadline()));
    }

    /** The state to show for the whole conversation: the worst of its targets'. Empty without a target. */
    public Optional<TargetState> worst() {
        List<TargetState> worstFirst = List.of(TargetState.BREACHED, TargetState.AT_RISK, TargetState.ACTIVE,
                TargetState.PAUSED, TargetState.MET_LATE, TargetState.MET);
        return runs.stream().filter(run -> run.clock() != null).map(SlaRun::state)
                .min(Comparator.comparingInt(worstFirst::indexOf));
    }
}
