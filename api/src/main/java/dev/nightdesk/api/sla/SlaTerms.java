package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A target as it applies to one conversation: nothing is left to look up, so that a running clock does not need the
 * policy version it came from.
 *
 * @param priority in force
 * @param scheduleId null for around the clock
 * @param pauseOn all statuses that stop it
 * @param warnAfter counted times at which a warning is due, shortest first
 */
public record SlaTerms(
        String policyId,
        int policyVersion,
        Priority priority,
        Duration within,
        String scheduleId,
        Set<ConversationStatus> pauseOn,
        List<Duration> warnAfter,
        boolean countsBotReply,
        boolean countsNote) {
    public SlaTerms {
        pauseOn = Set.copyOf(pauseOn);
        warnAfter = List.copyOf(warnAfter);
    }

    static SlaTerms of(SlaPolicy policy, SlaTarget target, Priority priority, String scheduleId) {
        Set<ConversationStatus> pauseOn = EnumSet.noneOf(ConversationStatus.class);
        pauseOn.addAll(target.metric().pausedBy());
        pauseOn.addAll(target.pauseOn());
        List<Duration> warnAfter = target.warnBefore().stream()
                .map(warning -> target.within().minus(warning.left(target.within())))
                .distinct()
                .sorted()
                .toList();
        return new SlaTerms(policy.id(), policy.version(), priority, target.within(), scheduleId, pauseOn, warnAfter,
                target.countsBotReply(), target.countsNote());
    }

    /** The status itself if it stops the clock, else null. Whatever is resolved stands still. */
    ConversationStatus pausedBy(ConversationStatus status) {
        boolean resolved = status == ConversationStatus.RESOLVED || status == ConversationStatus.CLOSED;
        return resolved || pauseOn.contains(status) ? status : null;
    }

    /** Whether the customer is promised something else: another policy, time, schedule, pause or kind of answer. */
    boolean differsFrom(SlaTerms other) {
        return !policyId.equals(other.policyId)
                || !within.equals(other.within)
                || !Objects.equals(scheduleId, other.scheduleId)
                || !pauseOn.equals(other.pauseOn)
                || !warnAfter.equals(other.warnAfter)
                || countsBotReply != other.countsBotReply
                || countsNote != other.countsNote;
    }

    boolean counts(SlaInput.Author author) {
        return switch (author) {
            case AGENT -> true;
            case BOT -> countsBotReply;
            case NOTE -> countsNote;
            case CUSTOMER -> false;
        };
    }
}
