package dev.nightdesk.api.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The rules of a schedule a second time, by asking a wall clock about each minute. It shares no code with the calendar
 * and cuts no corner; holidays are left out, they are an exception like any other.
 */
public final class MinuteOracle {
    private final List<ScheduleVersion> versions;

    public MinuteOracle(Schedule schedule) {
        this.versions = schedule.versions();
    }

    public boolean open(Instant instant) {
        ScheduleVersion version = null;
        for (ScheduleVersion candidate : versions) {
            boolean later = version == null || !begins(candidate).isBefore(begins(version));
            if (!begins(candidate).isAfter(instant) && later) {
                version = candidate;
            }
        }
        return version != null && open(version, instant.atZone(version.zone()));
    }

    private static Instant begins(ScheduleVersion version) {
        return version.effectiveFrom() == null ? Instant.MIN : version.effectiveFrom();
    }

    private static boolean open(ScheduleVersion version, ZonedDateTime wall) {
        LocalDate today = wall.toLocalDate();
        int minute = wall.getHour() * 60 + wall.getMinute();
        ScheduleException special = special(version, today);
        for (LocalHours hours : hours(version, today, special)) {
            if (hours.fromMinute() <= minute && minute < hours.untilMinute()) {
                return true;
            }
        }
        LocalDate yesterday = today.minusDays(1);
        ScheduleException before = special(version, yesterday);
        if (special != null && !special.equals(before)) {
            return false;
        }
        for (LocalHours hours : hours(version, yesterday, before)) {
            if (minute < hours.untilMinute() - 1440) {
                return true;
            }
        }
        return false;
    }

    private static List<LocalHours> hours(ScheduleVersion version, LocalDate date, ScheduleException special) {
        if (special != null) {
            return special.hours();
        }
        if (version.alwaysOpen()) {
            return List.of(new LocalHours(0, 1440));
        }
        return version.weekly().stream()
                .filter(weekly -> weekly.day() == date.getDayOfWeek()).map(WeeklyHours::hours).toList();
    }

    private static ScheduleException special(ScheduleVersion version, LocalDate date) {
        ScheduleException best = null;
        for (ScheduleException candidate : version.exceptions()) {
            if (falls(candidate, date) && (best == null || narrower(candidate, best))) {
                best = candidate;
            }
        }
        return best;
    }

    private static boolean narrower(ScheduleException one, ScheduleException other) {
        if (one.yearly() != other.yearly()) {
            return other.yearly();
        }
        return ChronoUnit.DAYS.between(one.from(), one.to()) < ChronoUnit.DAYS.between(other.from(), other.to());
    }

    /** Walks the occurrences year by year instead of comparing months and days. */
    private static boolean falls(ScheduleException exception, LocalDate date) {
        if (!exception.yearly()) {
            return !date.isBefore(exception.from()) && !date.isAfter(exception.to());
        }
        int length = exception.to().getYear() - exception.from().getYear();
        for (int year = exception.from().getYear(); year <= date.getYear(); year++) {
            LocalDate first = firstDay(exception.from(), year);
            LocalDate last = MonthDay.from(exception.to()).atYear(year + length);
            if (!date.isBefore(first) && !date.isAfter(last)) {
                return true;
            }
        }
        return false;
    }

    private static LocalDate firstDay(LocalDate from, int year) {
        boolean leapDay = from.getMonthValue() == 2 && from.getDayOfMonth() == 29;
        return leapDay && !LocalDate.of(year, 1, 1).isLeapYear()
                ? LocalDate.of(year, 3, 1)
                : LocalDate.of(year, from.getMonth(), from.getDayOfMonth());
    }
}
