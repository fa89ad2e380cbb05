package dev.nightdesk.api.schedule;

import static dev.nightdesk.api.schedule.Schedules.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

class IcalImportTest {
    private static final String BERLIN = "Europe/Berlin";
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = LocalDate.of(2028, 1, 1);
    private static final ScheduleVersion OFFICE = Schedules.in(BERLIN).weekdays("09:00", "17:00").version();

    private static String calendar(String... lines) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + String.join("\r\n", lines)
                + "\r\nEND:VCALENDAR\r\n";
    }

    private static String event(String... lines) {
        return "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT";
    }

    private static Checked<List<ScheduleException>> read(ScheduleVersion version, String text) {
        return IcalImport.read(text, version, new NoHolidays(), FROM, TO);
    }

    private static List<ScheduleException> exceptions(ScheduleVersion version, String text) {
        return read(version, text).orThrow(errors -> new IllegalStateException(errors.toString()));
    }

    private static BusinessCalendar imported(ScheduleVersion version, String text) {
        ScheduleVersion extended = version.withExceptions(exceptions(version, text));
        return BusinessCalendar.of(new Schedule("sch_1", "S", List.of(extended)), new NoHolidays());
    }

    @Test
    void wholeDaysAreClosedAndTheEndIsExcluded() {
        assertEquals(List.of(new ScheduleException("Inventory; all", LocalDate.of(2026, 12, 30),
                LocalDate.of(2026, 12, 31), false, List.of())), exceptions(OFFICE, calendar(event(
                "DTSTART;VALUE=DATE:20261230", "DTEND;VALUE=DATE:20270101", "SUMMARY:Inventory\\; all"))));
    }

    @Test
    void theSameDatesEveryYearStayYearly() {
        assertEquals(List.of(new ScheduleException("Christmas", LocalDate.of(2020, 12, 24), LocalDate.of(2020, 12, 26),
                true, List.of())), exceptions(OFFICE, calendar(event("DTSTART;VALUE=DATE:20201224", "DURATION:P3D",
                "SUMMARY:Christmas", "RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24"))));
    }

    @Test
    void otherRecurrencesAreWrittenOutWithoutTheirExceptions() {
        List<LocalDate> dates = exceptions(OFFICE, calendar(event("DTSTART;VALUE=DATE:20260105", "SUMMARY:Monthly",
                "RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260601", "EXDATE;VALUE=DATE:20260227",
                "RDATE;VALUE=DATE:20260714"))).stream().map(ScheduleException::from).toList();
        assertEquals(List.of("2026-01-05", "2026-01-30", "2026-03-27", "2026-04-24", "2026-05-29", "2026-07-14"),
                dates.stream().map(LocalDate::toString).toList());
    }

    @Test
    void timesAreTakenOutOfTheHoursOfTheirDay() {
        BusinessCalendar calendar = imported(OFFICE, calendar(event("DTSTART;TZID=America/New_York:20260105T060000",
                "DTEND;TZID=America/New_York:20260105T073000", "SUMMARY:All hands")));
        assertTrue(calendar.open(at(BERLIN, "2026-01-05T11:59")).open());
        assertFalse(calendar.open(at(BERLIN, "2026-01-05T12:00")).open());
        assertEquals("All hands", calendar.open(at(BERLIN, "2026-01-05T13:00")).reason().detail());
        assertTrue(calendar.open(at(BERLIN, "2026-01-05T13:30")).open());
    }

    @Test
    void aMovedOrCancelledOccurrenceDoesNotCloseItsOldTime() {
        BusinessCalendar calendar = imported(OFFICE, calendar(
                event("DTSTART;TZID=Europe/Berlin:20260105T140000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=4"),
                event("RECURRENCE-ID;TZID=Europe/Berlin:20260112T140000", "DTSTART;TZID=Europe/Berlin:20260112T100000",
                        "DURATION:PT1H"),
                event("RECURRENCE-ID:20260119T130000Z", "DTSTART;TZID=Europe/Berlin:20260119T140000",
                        "STATUS:CANCELLED")));
        assertFalse(calendar.open(at(BERLIN, "2026-01-05T14:30")).open());
        assertTrue(calendar.open(at(BERLIN, "2026-01-12T14:30")).open());
        assertFalse(calendar.open(at(BERLIN, "2026-01-12T10:30")).open());
        assertTrue(calendar.open(at(BERLIN, "2026-01-19T14:30")).open());
        assertFalse(calendar.open(at(BERLIN, "2026-01-26T14:30")).open());
        assertTrue(calendar.open(at(BERLIN, "2026-02-02T14:30")).open());
    }

    @Test
    void anUntilInUtcIncludesTheLastOccurrence() {
        assertEquals(3, exceptions(OFFICE, calendar(event("DTSTART;TZID=Europe/Berlin:20260105T140000", "DURATION:PT1H",
                "RRULE:FREQ=WEEKLY;UNTIL=20260119T130000Z"))).size());
    }

    @Test
    void transparentTimesCloseNothingButTransparentDaysDo() {
        assertEquals(List.of(), exceptions(OFFICE, calendar(event(
                "DTSTART:20260105T140000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"))));
        String day = calendar(event("DTSTART;VALUE=DATE:20260105", "TRANSP:TRANSPARENT"));
        assertEquals(1, exceptions(OFFICE, day).size());
    }

    @Test
    void aZoneThatTheTextDefinesIsUnderstood() {
        String zone = String.join("\r\n", "BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time", "BEGIN:STANDARD",
                "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
                "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010101T020000",
                "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT",
                "END:VTIMEZONE");
        BusinessCalendar calendar = imported(OFFICE, calendar(zone,
                event("DTSTART;TZID=W. Europe Standard Time:20260706T140000", "DURATION:PT1H"),
                event("DTSTART;TZID=W. Europe Standard Time:20261207T140000", "DURATION:PT1H")));
        for (String day : List.of("2026-07-06", "2026-12-07")) {
            assertTrue(calendar.open(at(BERLIN, day + "T13:59")).open());
            assertFalse(calendar.open(at(BERLIN, day + "T14:00")).open());
            assertTrue(calendar.open(at(BERLIN, day + "T15:00")).open());
        }
    }

    @Test
    void readingAddsNoZoneToTheProcess() {
        int before = ZoneId.getAvailableZoneIds().size();
        read(OFFICE, calendar(event("DTSTART;TZID=Europe/Berlin:20260105T140000", "DURATION:PT1H")));
        assertEquals(before, ZoneId.getAvailableZoneIds().size());
    }

    @Test
    void everythingThatCannotBeReadIsSaidAtOnce() {
        Checked<List<ScheduleException>> checked = read(OFFICE, calendar(
                event("DTSTART;TZID=No/Such:20260105T140000", "DURATION:PT1H"),
                event("SUMMARY:Never"),
                event("DTSTART:20260105T14", "DURATION:PT1H"),
                event("DTSTART:20260105T140000", "DTEND:20260105T130000"),
                event("DTSTART:20260105T140000", "RRULE:FREQ=MINUTELY")));
        assertEquals(List.of("unknown_time_zone", "invalid_calendar", "invalid_calendar", "invalid_calendar",
                "unsupported_recurrence"), checked.errors().stream().map(error -> error.code()).toList());
        assertInstanceOf(Checked.Invalid.class, read(OFFICE, "nothing of the kind"));
        assertInstanceOf(Checked.Invalid.class, read(OFFICE, calendar(
                event("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=DAILY;X", "SUMMARY:Always"))));
    }

    @Test
    void noTextBreaksTheReader() {
        String good = calendar(event("DTSTART;TZID=Europe/Berlin:20260105T140000", "DURATION:PT1H",
                "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20260112T140000"));
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int position = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(position);
                    case 1 -> text.setCharAt(position, (char) (32 + random.nextInt(95)));
                    default -> text.insert(position, ":;=,\r\n0".charAt(random.nextInt(7)));
                }
            }
            read(OFFICE, text.toString());
        }
    }

    @Test
    void recurrencesAgreeWithIcal4jsOwn() throws Exception {
        Random random = new Random(7);
        String[] days = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
        for (int i = 0; i < 300; i++) {
            LocalDate start = FROM.plusDays(random.nextInt(400) - 200);
            String rule = switch (random.nextInt(5)) {
                case 0 -> "FREQ=DAILY;INTERVAL=" + (3 + random.nextInt(40));
                case 1 -> "FREQ=WEEKLY;BYDAY=" + days[random.nextInt(7)] + "," + days[random.nextInt(7)];
                case 2 -> "FREQ=MONTHLY;BYDAY=" + (random.nextInt(4) + 1) + days[random.nextInt(7)];
                case 3 -> "FREQ=MONTHLY;BYMONTHDAY=-" + (1 + random.nextInt(5));
                default -> "FREQ=YEARLY;BYMONTH=" + (1 + random.nextInt(12)) + ";BYDAY=-1" + days[random.nextInt(7)];
            };
            String end = random.nextBoolean() ? "" : ";COUNT=" + (1 + random.nextInt(60));
            String text = calendar(event("DTSTART;VALUE=DATE:" + start.toString().replace("-", ""),
                    "DURATION:P" + (1 + random.nextInt(3)) + "D", "RRULE:" + rule + end));
            assertEquals(expanded(text), covered(exceptions(OFFICE, text)), text);
        }
    }

    /** The dates ical4j's own expansion covers, and the first, which it leaves out where the rule does not name it. */
    private static Set<LocalDate> expanded(String text) throws Exception {
        VEvent event = (VEvent) new CalendarBuilder().build(new StringReader(text)).getComponents("VEVENT").getFirst();
        TreeSet<LocalDate> dates = new TreeSet<>();
        LocalDate first = LocalDate.from(event.getDateTimeStart().getDate());
        LocalDate end = LocalDate.from(event.getEndDate(true).orElseThrow().getDate());
        long length = ChronoUnit.DAYS.between(first, end);
        add(dates, first, length);
        for (Period<LocalDate> occurrence : event.<LocalDate>calculateRecurrenceSet(
                new Period<>(FROM.minusDays(9), TO.plusDays(9)))) {
            add(dates, occurrence.getStart(), length);
        }
        return dates;
    }

    private static Set<LocalDate> covered(List<ScheduleException> exceptions) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        exceptions.forEach(exception -> add(dates, exception.from(), exception.days()));
        return dates;
    }

    private static void add(Set<LocalDate> dates, LocalDate from, long days) {
        for (int day = 0; day < days; day++) {
            LocalDate date = from.plusDays(day);
            if (!date.isBefore(FROM) && date.isBefore(TO)) {
                dates.add(date);
            }
        }
    }

    @Test
    void whatIsLeftIsTheHoursWithoutTheEventsToTheMinute() {
        for (int i = 0; i < 200; i++) {
            Random random = new Random(i);
            RandomSchedules schedules = new RandomSchedules(random);
            ZoneId zone = ZoneId.of("Europe/Paris");
            var near = at(zone.getId(), "2026-06-10T12:00");
            ScheduleVersion full = schedules.around(near, zone).versions().getFirst();
            ScheduleVersion base = new ScheduleVersion(
                    1, null, zone, full.alwaysOpen(), full.weekly(), List.of(), List.of());
            int begins = random.nextInt(2_000);
            int length = 1 + random.nextInt(2_500);
            var from = near.plusSeconds(60L * begins);
            var until = from.plusSeconds(60L * length);
            String start = from.toString().replaceAll("[-:]", "");
            String text = calendar(event("DTSTART:" + start, "DURATION:PT" + length + "M"));
            MinuteOracle before = new MinuteOracle(new Schedule("a", "a", List.of(base)));
            MinuteOracle after = new MinuteOracle(
                    new Schedule("b", "b", List.of(base.withExceptions(exceptions(base, text)))));
            for (int minutes = -1_440; minutes < 6 * 1_440; minutes++) {
                Instant minute = near.plusSeconds(60L * minutes);
                boolean inside = !minute.isBefore(from) && minute.isBefore(until);
                assertEquals(before.open(minute) && !inside, after.open(minute),
                        () -> "starting " + start + " at " + minute + " " + base);
            }
        }
    }
}
