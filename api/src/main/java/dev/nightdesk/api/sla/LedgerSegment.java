package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A stretch of time in a target's account, from included to excluded, with the one reason it counted or did not.
 *
 * @param detail the exception, the holiday, or the status; null for the ordinary week
 * @param policyId the policy in force, in {@code policyVersion}
 * @param priority in force
 */
public record LedgerSegment(
        Instant from,
        Instant to,
        boolean counted,
        Reason reason,
        String detail,
        String policyId,
        int policyVersion,
        Priority priority) {
    /** Why time counted or did not. */
    public enum Reason {
        /** The target counts around the clock. */
        ALWAYS_OPEN,
        SCHEDULE_OPEN,
        SCHEDULE_CLOSED,
        /** Opening hours of an exception. */
        EXCEPTION_OPEN,
        EXCEPTION_CLOSED,
        HOLIDAY,
        /** The schedule was not in effect yet. */
        NOT_IN_EFFECT,
        /** The conversation's status stopped the clock. */
        STATUS;

        /** The name in JSON. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }
}
