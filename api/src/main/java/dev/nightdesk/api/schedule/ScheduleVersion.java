package dev.nightdesk.api.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a schedule says from one instant until a later version takes its place.
 *
 * @param number 1 for the first that was written, one more for each later
 * @param effectiveFrom the first instant it rules; null, for the first version only, means it always did
 * @param zone the time zone its wall-clock times are read in
 * @param alwaysOpen open around the clock, so that {@code weekly} is empty; exceptions and holidays still close it
 * @param weekly hours of an ordinary week; overlapping ones join
 * @param exceptions dates that differ from the week
 * @param holidays places whose public holidays close; an exception on the same date wins over a holiday
 */
public record ScheduleVersion(
        int number,
        Instant effectiveFrom,
        ZoneId zone,
        boolean alwaysOpen,
        List<WeeklyHours> weekly,
        List<ScheduleException> exceptions,
        List<HolidayCalendar> holidays) {
    public ScheduleVersion {
        weekly = List.copyOf(weekly);
        exceptions = List.copyOf(exceptions);
        holidays = List.copyOf(holidays);
    }

    /** The same words under another number and date. */
    ScheduleVersion as(int newNumber, Instant newEffectiveFrom) {
        return new ScheduleVersion(newNumber, newEffectiveFrom, zone, alwaysOpen, weekly, exceptions, holidays);
    }

    /** Whether it says the same, whenever it begins. */
    boolean saysTheSameAs(ScheduleVersion other) {
        return as(other.number, other.effectiveFrom).equals(other);
    }

    /** The same version with more exceptions after its own. */
    public ScheduleVersion withExceptions(List<ScheduleException> more) {
        List<ScheduleException> all = new ArrayList<>(exceptions);
        all.addAll(more);
        return new ScheduleVersion(number, effectiveFrom, zone, alwaysOpen, weekly, all, holidays);
    }
}
