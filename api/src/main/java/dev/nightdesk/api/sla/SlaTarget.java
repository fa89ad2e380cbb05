package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One promise of a policy.
 *
 * @param priority for which it holds; null for all
 * @param channel for which it holds, by its name in JSON; null for all
 * @param within the counted time it allows, positive, in whole milliseconds
 * @param schedule the open time that counts
 * @param pauseOn statuses that stop it, besides those that always stop its metric
 * @param warnBefore when to warn
 * @param countsBotReply whether a bot's reply is an answer
 * @param countsNote whether an internal note is an answer
 */
public record SlaTarget(
        SlaMetric metric,
        Priority priority,
        String channel,
        Duration within,
        TargetSchedule schedule,
        Set<ConversationStatus> pauseOn,
        List<Warning> warnBefore,
        boolean countsBotReply,
        boolean countsNote) {
    public SlaTarget {
        pauseOn = Set.copyOf(pauseOn);
        warnBefore = List.copyOf(warnBefore);
    }

    /** A target for every priority and channel, around the clock, without warnings. */
    public static SlaTarget of(SlaMetric metric, Duration within) {
        return new SlaTarget(metric, null, null, within, new TargetSchedule.AroundTheClock(), Set.of(), List.of(),
                false, false);
    }

    boolean holdsFor(SlaMetric ofMetric, Priority ofPriority, String ofChannel) {
        return metric == ofMetric
                && (priority == null || priority == ofPriority)
                && (channel == null || channel.equals(ofChannel));
    }

    /** The more specific of two targets holds; a priority is more specific than a channel. */
    int specificity() {
        return (priority == null ? 0 : 2) + (channel == null ? 0 : 1);
    }
}
