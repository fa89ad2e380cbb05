package dev.nightdesk.api.schedule;

import java.util.List;

/**
 * What rules one date: the week, one exception, or one holiday.
 *
 * @param source equal for dates ruled by the same words
 * @param week whether the ordinary week rules
 * @param open reason while inside {@code hours}
 * @param closed reason outside them
 * @param hours ordered by their beginning
 */
record DayRule(Object source, boolean week, OpeningReason open, OpeningReason closed, List<LocalHours> hours) {
    /**
     * Whether hours that began under {@code yesterday} go on past midnight into a date under this rule. Exceptions beat
     * the week, so only the exception's own hours may run into its dates.
     */
    boolean letsIn(DayRule yesterday) {
        return week || source.equals(yesterday.source);
    }
}
