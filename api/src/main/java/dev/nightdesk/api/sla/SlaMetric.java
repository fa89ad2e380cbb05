package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.ConversationStatus;
import java.util.Locale;
import java.util.Set;

/** What a target measures. */
public enum SlaMetric {
    /** From the first customer message to the first answer. */
    FIRST_RESPONSE,
    /** From the oldest unanswered customer message, once a first answer was given, to the next answer. */
    NEXT_RESPONSE,
    /** From one answer to the next. */
    PERIODIC_UPDATE,
    /** From creation to resolution, while the work is ours. */
    AGENT_WORK_TIME,
    /** From creation to resolution, while the customer waits. */
    REQUESTER_WAIT_TIME,
    /** From creation to resolution. */
    RESOLUTION,
    /** From a ring or chat request to an agent's acceptance. */
    SPEED_OF_ANSWER,
    /** From entering a queue to leaving it. */
    QUEUE_OWNERSHIP;

    /** The statuses that stop this metric whatever its target says. */
    public Set<ConversationStatus> pausedBy() {
        return switch (this) {
            case AGENT_WORK_TIME ->
                    Set.of(ConversationStatus.PENDING, ConversationStatus.ON_HOLD, ConversationStatus.SNOOZED);
            case REQUESTER_WAIT_TIME -> Set.of(ConversationStatus.PENDING);
            default -> Set.of();
        };
    }

    /** Whether resolving meets it and reopening lets it go on from where it stood. */
    public boolean resumesOnReopen() {
        return this == AGENT_WORK_TIME || this == REQUESTER_WAIT_TIME || this == RESOLUTION;
    }

    /** Whether nothing may stop it: somebody is listening to it ring. */
    public boolean neverPauses() {
        return this == SPEED_OF_ANSWER;
    }

    /** The name in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
