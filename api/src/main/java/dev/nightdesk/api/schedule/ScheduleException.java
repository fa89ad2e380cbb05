package dev.nightdesk.api.schedule;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Dates whose hours differ from the week's.
 *
 * @param name shown as the reason; never empty
 * @param from first date
 * @param to last date, included; the same as {@code from} for a single date
 * @param yearly whether the month and day of {@code from} to {@code to} return every year, {@code from} onwards. A 29
 *     February returns in leap years only
 * @param hours the hours that begin on each of the dates; empty means closed
 */
public record ScheduleException(String name, LocalDate from, LocalDate to, boolean yearly, List<LocalHours> hours) {
    public ScheduleException {
        boolean overlapsItself = yearly && !to.isBefore(from.plusYears(1));
        if (to.isBefore(from) || overlapsItself) {
            throw new IllegalArgumentException("no such dates: " + from + " to " + to);
        }
        hours = List.copyOf(hours);
    }

    /** A single date on which nothing opens. */
    public static ScheduleException closed(String name, LocalDate date) {
        return new ScheduleException(name, date, date, false, List.of());
    }

    public boolean closed() {
        return hours.isEmpty();
    }

    /** Whether this exception speaks about the date. */
    public boolean covers(LocalDate date) {
        if (date.isBefore(from)) {
            return false;
        }
        if (!yearly) {
            return !date.isAfter(to);
        }
        MonthDay day = MonthDay.from(date);
        boolean startedThisYear = !day.isBefore(MonthDay.from(from));
        boolean endsLaterOrToday = !day.isAfter(MonthDay.from(to));
        boolean crossesNewYear = from.getYear() != to.getYear();
        return crossesNewYear ? startedThisYear || endsLaterOrToday : startedThisYear && endsLaterOrToday;
    }

    /** How many dates one occurrence covers. */
    long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }
}
