package dev.nightdesk.api.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleCheckTest {
    private static final Instant NOW = Instant.parse("2026-06-01T09:00:00Z");
    private static final HolidaySource HOLIDAYS = new JollydayHolidays();

    private static ScheduleDraft draft(
            List<ScheduleDraft.Weekly> weekly, List<ScheduleDraft.Dates> exceptions, HolidayCalendar... holidays) {
        return new ScheduleDraft("Office", "Europe/Berlin", false, weekly, exceptions, List.of(holidays), null);
    }

    private static List<String> errors(ScheduleDraft draft) {
        return ScheduleCheck.check(draft, HOLIDAYS, NOW).errors().stream()
                .map(error -> error.pointer() + " " + error.code()).toList();
    }

    private static ScheduleDraft.Dates dates(String from, String to, String recurring, boolean closed) {
        return new ScheduleDraft.Dates("X", from, to, recurring, closed, List.of());
    }

    @Test
    void aGoodDraftBecomesAVersion() {
        ScheduleDraft draft = new ScheduleDraft("Office", "Europe/Berlin", false,
                List.of(new ScheduleDraft.Weekly("friday", "22:00", "06:00")),
                List.of(new ScheduleDraft.Dates(null, "2026-12-24", null, "yearly", false,
                        List.of(new ScheduleDraft.Hours("09:00", "12:00")))),
                List.of(new HolidayCalendar("DE", "BE")), "2026-07-01T00:00:00+02:00");
        ScheduleVersion version = ScheduleCheck.check(draft, HOLIDAYS, NOW)
                .orThrow(errors -> new IllegalStateException(errors.toString()));
        LocalDate eve = LocalDate.of(2026, 12, 24);
        assertEquals(new ScheduleVersion(1, Instant.parse("2026-06-30T22:00:00Z"), ZoneId.of("Europe/Berlin"), false,
                List.of(new WeeklyHours(DayOfWeek.FRIDAY, new LocalHours(1320, 1800))),
                List.of(new ScheduleException("2026-12-24", eve, eve, true, List.of(new LocalHours(540, 720)))),
                List.of(new HolidayCalendar("DE", "BE"))), version);
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        ScheduleDraft draft = new ScheduleDraft("", "Mars/Olympus", true,
                List.of(new ScheduleDraft.Weekly("Monday", "24:00", "25:00"),
                        new ScheduleDraft.Weekly("monday", null, null)),
                List.of(dates("2026-02-30", null, "weekly", false)),
                List.of(new HolidayCalendar("ZZ", null), new HolidayCalendar("DE", "ZZ")), "yesterday");
        assertEquals(List.of("#/name required", "#/time_zone format", "#/effective_from format",
                "#/weekly conflicting_fields", "#/weekly/0/day enum", "#/weekly/0/from format",
                "#/weekly/0/to format", "#/weekly/1/from format", "#/weekly/1/to format",
                "#/exceptions/0/from format", "#/exceptions/0/recurring enum",
                "#/exceptions/0 conflicting_fields", "#/holidays/0/country unknown_reference", "#/holidays/1/region unknown_reference"),
                errors(draft));
    }

    @Test
    void datesMustBeInOrderAndAYearlyExceptionShorterThanAYear() {
        assertEquals(List.of("#/exceptions/0/to out_of_range", "#/exceptions/1/to out_of_range"), errors(draft(
                List.of(), List.of(dates("2026-05-02", "2026-05-01", null, true),
                        dates("2026-05-01", "2027-05-01", "yearly", true)))));
    }

    @Test
    void aVersionCannotBeginInThePast() {
        ScheduleDraft draft = new ScheduleDraft("Office", "Europe/Berlin", true, List.of(), List.of(), List.of(),
                "2026-06-01T08:59:59.999Z");
        assertEquals(List.of("#/effective_from out_of_range"), errors(draft));
    }

    @Test
    void thereIsALimitToExceptions() {
        assertEquals(List.of("#/exceptions too_many"), errors(draft(List.of(),
                Collections.nCopies(ScheduleCheck.MOST_EXCEPTIONS + 1, dates("2026-05-01", null, null, true)))));
    }
}
