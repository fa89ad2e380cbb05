package dev.nightdesk.api.schedule;

import java.time.LocalDate;
import java.util.Map;

/** A place without holidays. */
public final class NoHolidays implements HolidaySource {
    @Override
    public Map<LocalDate, String> holidays(HolidayCalendar calendar, int year) {
        return Map.of();
    }

    @Override
    public boolean knows(HolidayCalendar calendar) {
        return false;
    }
}
