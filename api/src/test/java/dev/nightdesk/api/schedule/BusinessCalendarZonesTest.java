package dev.nightdesk.api.schedule;

import static dev.nightdesk.api.schedule.Schedules.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Where local time and time part ways. */
class BusinessCalendarZonesTest {
    private static final String BERLIN = "Europe/Berlin";
    private static final String NEW_YORK = "America/New_York";

    private static Duration elapsed(BusinessCalendar calendar, String zone, String from, String to) {
        return calendar.elapsed(at(zone, from), at(zone, to));
    }

    @Nested
    class OnDaysWhenClocksChange {
        @Test
        void theMissingHourIsSkipped() {
            BusinessCalendar nights = Schedules.in(BERLIN).daily("01:00", "04:00").calendar();
            assertEquals(Duration.ofHours(2), elapsed(nights, BERLIN, "2026-03-29T00:00", "2026-03-30T00:00"));
            BusinessCalendar inside = Schedules.in(BERLIN).daily("02:15", "02:45").calendar();
            assertEquals(Duration.ZERO, elapsed(inside, BERLIN, "2026-03-29T00:00", "2026-03-30T00:00"));
            assertEquals(new Moment.At(at(BERLIN, "2026-03-30T02:15")),
                    inside.nextOpen(at(BERLIN, "2026-03-29T00:00")));
        }

        @Test
        void hoursBeginningInsideTheMissingHourBeginAfterIt() {
            BusinessCalendar nights = Schedules.in(BERLIN).daily("02:30", "05:00").calendar();
            assertEquals(Duration.ofHours(2), elapsed(nights, BERLIN, "2026-03-29T00:00", "2026-03-30T00:00"));
            assertEquals(new Moment.At(Instant.parse("2026-03-29T01:00:00Z")),
                    nights.nextOpen(at(BERLIN, "2026-03-29T00:00")));
        }

        @Test
        void theDoubledHourCountsTwice() {
            BusinessCalendar nights = Schedules.in(BERLIN).daily("01:00", "04:00").calendar();
            assertEquals(Duration.ofHours(4), elapsed(nights, BERLIN, "2026-10-25T00:00", "2026-10-26T00:00"));
        }

        @Test
        void hoursInsideTheDoubledHourOpenTwiceWithAGapBetween() {
            BusinessCalendar inside = Schedules.in(BERLIN).daily("02:15", "02:45").calendar();
            List<Segment> open = inside.segments(at(BERLIN, "2026-10-25T00:00"), at(BERLIN, "2026-10-26T00:00"))
                    .stream().filter(Segment::open).toList();
            assertEquals(List.of(Instant.parse("2026-10-25T00:15:00Z"), Instant.parse("2026-10-25T01:15:00Z")),
                    open.stream().map(Segment::from).toList());
            assertEquals(Duration.ofHours(1), elapsed(inside, BERLIN, "2026-10-25T00:00", "2026-10-26T00:00"));
        }

        @Test
        void addCrossesBothChangesExactly() {
            BusinessCalendar always = Schedules.in(NEW_YORK).daily("00:00", "24:00").calendar();
            Instant march = at(NEW_YORK, "2026-03-07T12:00");
            assertEquals(new Moment.At(march.plus(Duration.ofHours(24))), always.add(march, Duration.ofHours(24)));
            assertEquals(Duration.ofHours(23), elapsed(always, NEW_YORK, "2026-03-08T00:00", "2026-03-09T00:00"));
            assertEquals(Duration.ofHours(25), elapsed(always, NEW_YORK, "2026-11-01T00:00", "2026-11-02T00:00"));
        }

        @Test
        void aChangeAtMidnightMovesTheBeginningOfTheDay() {
            BusinessCalendar day = Schedules.in("America/Sao_Paulo").daily("00:00", "01:30").calendar();
            assertEquals(Duration.ofMinutes(30), day.elapsed(
                    Instant.parse("2018-11-04T00:00:00Z"), Instant.parse("2018-11-05T00:00:00Z")));
        }

        @Test
        void halfHourChangesOfLordHoweCount() {
            BusinessCalendar nights = Schedules.in("Australia/Lord_Howe").daily("01:00", "03:00").calendar();
            assertEquals(Duration.ofMinutes(150), elapsed(
                    nights, "Australia/Lord_Howe", "2026-04-05T00:00", "2026-04-06T00:00"));
            assertEquals(Duration.ofMinutes(90), elapsed(
                    nights, "Australia/Lord_Howe", "2026-10-04T00:00", "2026-10-05T00:00"));
        }
    }

    @Nested
    class InUnusualZones {
        @Test
        void fortyFiveMinuteOffsetsAreExact() {
            BusinessCalendar kathmandu = Schedules.in("Asia/Kathmandu").daily("10:00", "18:00").calendar();
            assertEquals(new Moment.At(Instant.parse("2026-06-01T04:15:00Z")),
                    kathmandu.nextOpen(Instant.parse("2026-06-01T00:00:00Z")));
            BusinessCalendar chatham = Schedules.in("Pacific/Chatham").daily("09:00", "17:00").calendar();
            assertEquals(new Moment.At(Instant.parse("2026-06-01T20:15:00Z")),
                    chatham.nextOpen(Instant.parse("2026-06-01T12:00:00Z")));
        }

        @Test
        void aZoneThatSkippedADayHasNoOpeningOnIt() {
            BusinessCalendar apia = Schedules.in("Pacific/Apia").daily("09:00", "17:00").calendar();
            assertEquals(Duration.ofHours(16), elapsed(apia, "Pacific/Apia", "2011-12-29T00:00", "2012-01-01T00:00"));
            assertEquals(new Moment.At(at("Pacific/Apia", "2011-12-31T09:00")),
                    apia.nextOpen(at("Pacific/Apia", "2011-12-29T17:00")));
        }

        @Test
        void theMachinesOwnZoneAndDatePlayNoPart() {
            BusinessCalendar auckland = Schedules.in("Pacific/Auckland")
                    .daily("00:00", "24:00").closed("Closed", "2026-06-02", "2026-06-02").calendar();
            Instant stillTheFirstInLondon = Instant.parse("2026-06-01T12:00:00Z");
            assertFalse(auckland.open(stillTheFirstInLondon).open());
            assertTrue(auckland.open(stillTheFirstInLondon.minusMillis(1)).open());
            assertTrue(auckland.open(Instant.parse("2026-06-02T12:00:00Z")).open());
        }
    }
}
