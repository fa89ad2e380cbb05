package dev.nightdesk.api.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JollydayHolidaysTest {
    private final JollydayHolidays holidays = new JollydayHolidays();

    @Test
    void knowsCountriesAndTheirRegions() {
        assertTrue(holidays.knows(new HolidayCalendar("DE", null)));
        assertTrue(holidays.knows(new HolidayCalendar("DE", "BE")));
        assertFalse(holidays.knows(new HolidayCalendar("DE", "ZZ")));
        assertFalse(holidays.knows(new HolidayCalendar("de", null)));
        assertFalse(holidays.knows(new HolidayCalendar("ZZ", null)));
    }

    @Test
    void aRegionAddsItsOwnToTheCountrys() {
        LocalDate womensDay = LocalDate.of(2026, 3, 8);
        HolidayCalendar berlin = new HolidayCalendar("DE", "BE");
        assertEquals("International Woman's Day", holidays.holidays(berlin, 2026).get(womensDay));
        assertFalse(holidays.holidays(new HolidayCalendar("DE", null), 2026).containsKey(womensDay));
        assertTrue(holidays.holidays(new HolidayCalendar("DE", null), 2026).containsKey(LocalDate.of(2026, 10, 3)));
    }

    @Test
    void yearsWithoutACalendarHaveNone() {
        assertEquals(Map.of(), holidays.holidays(new HolidayCalendar("NG", null), 2200));
        assertEquals(Map.of(), holidays.holidays(new HolidayCalendar("ZZ", null), 2026));
    }
}
