package dev.nightdesk.api.schedule;

import java.time.LocalDate;
import java.util.Map;

/** Names the public holidays of a place. A pure function: the same arguments always give the same answer. */
public interface HolidaySource {
    /**
     * The holidays that fall into a calendar year, with their English names; empty for a place that is not known.
     *
     * @param year of the Gregorian calendar
     */
    Map<LocalDate, String> holidays(HolidayCalendar calendar, int year);

    /** Whether the country, and the region where one is named, is known. */
    boolean knows(HolidayCalendar calendar);
}
