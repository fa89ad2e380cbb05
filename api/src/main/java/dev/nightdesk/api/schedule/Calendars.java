package dev.nightdesk.api.schedule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Schedules compiled for calculation, kept by id and version: one that was changed is another entry, so nothing here
 * can be out of date.
 */
public final class Calendars {
    private final HolidaySource holidays;
    private final Cache<Key, BusinessCalendar> compiled = Caffeine.newBuilder().maximumSize(1_000).build();

    private record Key(String id, long version) {
    }

    /** Calendars with these holidays. */
    public Calendars(HolidaySource holidays) {
        this.holidays = holidays;
    }

    /** The schedule, compiled. */
    public BusinessCalendar of(WorkspaceSchedule schedule) {
        return compiled.get(new Key(schedule.id(), schedule.version()),
                key -> BusinessCalendar.of(schedule.schedule(), holidays));
    }
}
