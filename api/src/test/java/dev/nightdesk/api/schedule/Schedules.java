package dev.nightdesk.api.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Short ways for tests to say a schedule. */
public final class Schedules {
    private static final HolidaySource HOLIDAYS = new JollydayHolidays();

    private final ZoneId zone;
    private boolean alwaysOpen;
    private Instant effectiveFrom;
    private final List<WeeklyHours> weekly = new ArrayList<>();
    private final List<ScheduleException> exceptions = new ArrayList<>();
    private final List<HolidayCalendar> holidays = new ArrayList<>();

    private Schedules(String zone) {
        this.zone = ZoneId.of(zone);
    }

    public static Schedules in(String zone) {
        return new Schedules(zone);
    }

    public static Instant at(String zone, String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }

    public Schedules always() {
        alwaysOpen = true;
        return this;
    }

    public Schedules daily(String from, String to) {
        return on(from, to, DayOfWeek.values());
    }

    public Schedules weekdays(String from, String to) {
        return on(from, to, Arrays.copyOf(DayOfWeek.values(), 5));
    }

    public Schedules on(String from, String to, DayOfWeek... days) {
        Arrays.stream(days).forEach(day -> weekly.add(WeeklyHours.of(day, from, to)));
        return this;
    }

    public Schedules closed(String name, String from, String to) {
        return exception(name, from, to, false, List.of());
    }

    public Schedules yearly(String name, String from, String to) {
        return exception(name, from, to, true, List.of());
    }

    public Schedules custom(String name, String from, String to, LocalHours... hours) {
        return exception(name, from, to, false, List.of(hours));
    }

    public Schedules exception(String name, String from, String to, boolean yearly, List<LocalHours> hours) {
        exceptions.add(new ScheduleException(name, LocalDate.parse(from), LocalDate.parse(to), yearly, hours));
        return this;
    }

    public Schedules holidays(String country, String region) {
        holidays.add(new HolidayCalendar(country, region));
        return this;
    }

    public Schedules from(String instant) {
        effectiveFrom = Instant.parse(instant);
        return this;
    }

    public ScheduleVersion version() {
        return new ScheduleVersion(1, effectiveFrom, zone, alwaysOpen, weekly, exceptions, holidays);
    }

    public Schedule schedule(String id) {
        return new Schedule(id, id, List.of(version()));
    }

    public BusinessCalendar calendar() {
        return BusinessCalendar.of(schedule("sch_test"), HOLIDAYS);
    }
}
