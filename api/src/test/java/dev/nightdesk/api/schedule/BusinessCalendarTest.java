package dev.nightdesk.api.schedule;

import static dev.nightdesk.api.schedule.Schedules.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
    private static final String BERLIN = "Europe/Berlin";
    private static final String NEW_YORK = "America/New_York";

    private static Duration elapsed(BusinessCalendar calendar, String zone, String from, String to) {
        return calendar.elapsed(at(zone, from), at(zone, to));
    }

    @Nested
    class OfAnOrdinaryWeek {
        private final BusinessCalendar office = Schedules.in(BERLIN).weekdays("09:00", "17:00").calendar();

        @Test
        void midnightToMidnightLosesNoMinute() {
            BusinessCalendar days = Schedules.in(BERLIN).daily("00:00", "24:00").calendar();
            assertEquals(Duration.ofDays(7), elapsed(days, BERLIN, "2026-06-01T00:00", "2026-06-08T00:00"));
            assertTrue(days.open(at(BERLIN, "2026-06-01T23:59:59.999")).open());
            assertNull(days.open(at(BERLIN, "2026-06-01T12:00")).until());
        }

        @Test
        void midnightAsTheEndMeansTheSameAsTwentyFour() {
            assertEquals(LocalHours.of("18:00", "24:00"), LocalHours.of("18:00", "00:00"));
            assertEquals(new LocalHours(0, 1440), LocalHours.of("00:00", "00:00"));
        }

        @Test
        void anEndAtOrBeforeTheBeginningIsTheNextDay() {
            BusinessCalendar nights = Schedules.in(BERLIN).on("22:00", "06:00", DayOfWeek.FRIDAY).calendar();
            assertEquals(Duration.ofHours(8), elapsed(nights, BERLIN, "2026-06-01T00:00", "2026-06-08T00:00"));
            assertTrue(nights.open(at(BERLIN, "2026-06-06T05:59:59.999")).open());
            assertFalse(nights.open(at(BERLIN, "2026-06-06T06:00")).open());
            BusinessCalendar wholeDay = Schedules.in(BERLIN).on("09:00", "09:00", DayOfWeek.FRIDAY).calendar();
            assertEquals(Duration.ofHours(24), elapsed(wholeDay, BERLIN, "2026-06-01T00:00", "2026-06-08T00:00"));
        }

        @Test
        void sundayNightRunsIntoMonday() {
            BusinessCalendar nights = Schedules.in(BERLIN).on("22:00", "06:00", DayOfWeek.SUNDAY).calendar();
            assertTrue(nights.open(at(BERLIN, "2026-06-08T03:00")).open());
        }

        @Test
        void aSplitDayCountsBothPartsAndNotThePause() {
            BusinessCalendar split =
                    Schedules.in(BERLIN).weekdays("09:00", "12:30").weekdays("13:30", "18:00").calendar();
            assertEquals(Duration.ofHours(8), elapsed(split, BERLIN, "2026-06-01T00:00", "2026-06-02T00:00"));
            assertEquals(new Moment.At(at(BERLIN, "2026-06-01T14:00")),
                    split.add(at(BERLIN, "2026-06-01T12:00"), Duration.ofHours(1)));
        }

        @Test
        void overlappingHoursCountOnce() {
            BusinessCalendar joined =
                    Schedules.in(BERLIN).daily("09:00", "15:00").daily("12:00", "17:00").calendar();
            assertEquals(Duration.ofHours(8), elapsed(joined, BERLIN, "2026-06-01T00:00", "2026-06-02T00:00"));
        }

        @Test
        void intervalsAreHalfOpenToTheMillisecond() {
            assertFalse(office.open(at(BERLIN, "2026-06-01T08:59:59.999")).open());
            assertTrue(office.open(at(BERLIN, "2026-06-01T09:00")).open());
            assertFalse(office.open(at(BERLIN, "2026-06-01T17:00")).open());
            assertEquals(Duration.ofMillis(1),
                    elapsed(office, BERLIN, "2026-06-01T16:59:59.999", "2026-06-02T09:00"));
        }

        @Test
        void addingUpToClosingTimeIsClosingTimeAndNotTheNextMorning() {
            assertEquals(new Moment.At(at(BERLIN, "2026-06-01T17:00")),
                    office.add(at(BERLIN, "2026-06-01T09:00"), Duration.ofHours(8)));
            assertEquals(new Moment.At(at(BERLIN, "2026-06-02T09:00:00.001")),
                    office.add(at(BERLIN, "2026-06-01T09:00"), Duration.ofHours(8).plusMillis(1)));
        }

        @Test
        void addingNothingStaysEvenWhileClosed() {
            Instant night = at(BERLIN, "2026-06-01T03:00");
            assertEquals(new Moment.At(night), office.add(night, Duration.ZERO));
            assertThrows(IllegalArgumentException.class, () -> office.add(night, Duration.ofMillis(-1)));
        }

        @Test
        void nextOpenIsTheSameInstantWhileOpen() {
            Instant noon = at(BERLIN, "2026-06-01T12:00");
            assertEquals(new Moment.At(noon), office.nextOpen(noon));
            assertEquals(new Moment.At(at(BERLIN, "2026-06-08T09:00")),
                    office.nextOpen(at(BERLIN, "2026-06-05T17:00")));
        }

        @Test
        void saysSinceWhenAndUntilWhen() {
            Opening weekend = office.open(at(BERLIN, "2026-06-06T12:00"));
            assertEquals(new Opening(false, at(BERLIN, "2026-06-05T17:00"), at(BERLIN, "2026-06-08T09:00"),
                    new OpeningReason(OpeningReason.Kind.SCHEDULE_CLOSED, null, 1)), weekend);
        }

        @Test
        void anEarlierEndThanBeginningHasElapsedNothing() {
            assertEquals(Duration.ZERO, elapsed(office, BERLIN, "2026-06-02T12:00", "2026-06-01T12:00"));
            assertTrue(office.segments(at(BERLIN, "2026-06-02T12:00"), at(BERLIN, "2026-06-02T12:00")).isEmpty());
        }
    }

    @Nested
    class WithExceptions {
        @Test
        void hoursPastMidnightStopWhereAHolidayBegins() {
            BusinessCalendar nights = Schedules.in(BERLIN).daily("22:00", "06:00").holidays("DE", "BE").calendar();
            Opening eve = nights.open(at(BERLIN, "2026-04-30T23:00"));
            assertEquals(at(BERLIN, "2026-05-01T00:00"), eve.until());
            Opening labourDay = nights.open(at(BERLIN, "2026-05-01T03:00"));
            assertEquals(new OpeningReason(OpeningReason.Kind.HOLIDAY, "Labour day", 1), labourDay.reason());
            assertEquals(at(BERLIN, "2026-05-02T22:00"), labourDay.until());
        }

        @Test
        void hoursOfAClosedDateDoNotBeginSoTheirMorningAfterIsClosedToo() {
            BusinessCalendar nights = Schedules.in(BERLIN)
                    .on("22:00", "06:00", DayOfWeek.FRIDAY).closed("Outing", "2026-06-05", "2026-06-05").calendar();
            assertFalse(nights.open(at(BERLIN, "2026-06-06T03:00")).open());
        }

        @Test
        void customHoursReplaceTheDayAndMayRunIntoTheNextOrdinaryOne() {
            BusinessCalendar office = Schedules.in(BERLIN).weekdays("09:00", "17:00")
                    .custom("Launch", "2026-06-03", "2026-06-03", LocalHours.of("12:00", "02:00")).calendar();
            assertFalse(office.open(at(BERLIN, "2026-06-03T10:00")).open());
            assertEquals(at(BERLIN, "2026-06-04T02:00"), office.open(at(BERLIN, "2026-06-03T13:00")).until());
            assertTrue(office.open(at(BERLIN, "2026-06-04T09:00")).open());
        }

        @Test
        void aRangeOfNightHoursIsNotCutByItself() {
            BusinessCalendar office = Schedules.in(BERLIN).weekdays("09:00", "17:00")
                    .custom("Nights", "2026-06-03", "2026-06-04", LocalHours.of("22:00", "06:00")).calendar();
            assertEquals(Duration.ofHours(16), elapsed(office, BERLIN, "2026-06-03T00:00", "2026-06-05T09:00"));
        }

        @Test
        void aDatedExceptionBeatsAYearlyOneAndANarrowerBeatsAWider() {
            BusinessCalendar office = Schedules.in(BERLIN).daily("09:00", "17:00")
                    .yearly("Every year", "2020-12-24", "2020-12-24")
                    .closed("Works holiday", "2026-12-21", "2026-12-31")
                    .custom("Only this year", "2026-12-24", "2026-12-24", LocalHours.of("09:00", "12:00")).calendar();
            assertEquals("Only this year", office.open(at(BERLIN, "2026-12-24T10:00")).reason().detail());
            assertEquals("Works holiday", office.open(at(BERLIN, "2026-12-23T10:00")).reason().detail());
            assertEquals("Every year", office.open(at(BERLIN, "2027-12-24T10:00")).reason().detail());
        }

        @Test
        void anExceptionOpensAPublicHoliday() {
            BusinessCalendar office = Schedules.in(BERLIN).daily("09:00", "17:00").holidays("DE", "BE")
                    .custom("Open anyway", "2026-05-01", "2026-05-01", LocalHours.of("10:00", "14:00")).calendar();
            assertEquals(Duration.ofHours(4), elapsed(office, BERLIN, "2026-05-01T00:00", "2026-05-02T00:00"));
        }

        @Test
        void aYearlyTwentyNinthOfFebruaryReturnsInLeapYearsOnly() {
            BusinessCalendar office = Schedules.in(BERLIN).daily("09:00", "17:00")
                    .yearly("Leap day", "2024-02-29", "2024-02-29").calendar();
            assertFalse(office.open(at(BERLIN, "2024-02-29T12:00")).open());
            assertTrue(office.open(at(BERLIN, "2025-02-28T12:00")).open());
            assertTrue(office.open(at(BERLIN, "2025-03-01T12:00")).open());
            assertFalse(office.open(at(BERLIN, "2028-02-29T12:00")).open());
        }

        @Test
        void aYearlyRangeMayCrossNewYearAndBeginsWithItsFirst() {
            BusinessCalendar office = Schedules.in(BERLIN).daily("09:00", "17:00")
                    .yearly("Between the years", "2025-12-24", "2026-01-02").calendar();
            assertTrue(office.open(at(BERLIN, "2025-01-01T12:00")).open());
            assertFalse(office.open(at(BERLIN, "2026-01-01T12:00")).open());
            assertFalse(office.open(at(BERLIN, "2030-12-25T12:00")).open());
            assertTrue(office.open(at(BERLIN, "2031-01-03T12:00")).open());
        }

        @Test
        void alwaysOpenStillClosesOnItsExceptions() {
            BusinessCalendar line = Schedules.in(BERLIN).always().closed("Move", "2026-06-03", "2026-06-03").calendar();
            assertEquals(Duration.ofDays(6), elapsed(line, BERLIN, "2026-06-01T00:00", "2026-06-08T00:00"));
        }

        @Test
        void aHolidayObservedOnAnotherDayClosesBoth() {
            BusinessCalendar office = Schedules.in(NEW_YORK).daily("09:00", "17:00").holidays("US", null).calendar();
            assertFalse(office.open(at(NEW_YORK, "2027-12-31T12:00")).open());
            assertFalse(office.open(at(NEW_YORK, "2028-01-01T12:00")).open());
        }
    }

    @Nested
    class OverVersions {
        private final Instant change = at(BERLIN, "2026-06-03T12:00");
        private final Schedule first = Schedules.in(BERLIN).weekdays("09:00", "17:00").schedule("sch_1");
        private final ScheduleVersion longer = Schedules.in(BERLIN).weekdays("08:00", "20:00").version();

        @Test
        void aNewVersionChangesTheFutureAndNotThePast() {
            Schedule revised = first.revise(longer, null, change);
            BusinessCalendar calendar = BusinessCalendar.of(revised, new NoHolidays());
            assertEquals(Duration.ofHours(8), elapsed(calendar, BERLIN, "2026-06-02T00:00", "2026-06-03T00:00"));
            assertEquals(Duration.ofHours(11), elapsed(calendar, BERLIN, "2026-06-03T00:00", "2026-06-04T00:00"));
            assertEquals(2, calendar.open(change).reason().version());
            assertThrows(IllegalArgumentException.class,
                    () -> first.revise(longer, change.minusMillis(1), change));
        }

        @Test
        void aPlannedVersionStaysPlannedAndIsReplacedByOneForTheSameInstant() {
            Instant planned = at(BERLIN, "2026-07-01T00:00");
            Schedule both = first.revise(longer, planned, change)
                    .revise(Schedules.in(BERLIN).weekdays("09:00", "12:00").version(), null, change);
            BusinessCalendar calendar = BusinessCalendar.of(both, new NoHolidays());
            assertEquals(3, calendar.open(at(BERLIN, "2026-06-30T10:00")).reason().version());
            assertEquals(2, calendar.open(at(BERLIN, "2026-07-01T10:00")).reason().version());
            Schedule withdrawn = both.revise(first.latest(), planned, change);
            assertEquals(4, BusinessCalendar.of(withdrawn, new NoHolidays())
                    .open(at(BERLIN, "2026-07-01T10:00")).reason().version());
        }

        @Test
        void aVersionMayMoveToAnotherZone() {
            Schedule moved = first.revise(Schedules.in(NEW_YORK).weekdays("09:00", "17:00").version(), null, change);
            BusinessCalendar calendar = BusinessCalendar.of(moved, new NoHolidays());
            assertEquals(Duration.ofHours(3 + 8), calendar.elapsed(
                    at(BERLIN, "2026-06-03T00:00"), at(NEW_YORK, "2026-06-04T00:00")));
        }

        @Test
        void beforeAnExplicitBeginningNothingIsOpen() {
            BusinessCalendar later = Schedules.in(BERLIN).always().from("2026-06-03T10:00:00Z").calendar();
            Opening before = later.open(Instant.parse("2026-06-03T09:59:59.999Z"));
            assertEquals(OpeningReason.Kind.NOT_IN_EFFECT, before.reason().kind());
            assertEquals(Instant.parse("2026-06-03T10:00:00Z"), before.until());
        }
    }

    @Nested
    class ThatNeverOpens {
        private final BusinessCalendar never = Schedules.in(BERLIN).calendar();
        private final Instant now = at(BERLIN, "2026-06-01T12:00");

        @Test
        void answersNeverAndUntilWhenItLooked() {
            Moment.Never answer = assertInstanceOf(Moment.Never.class, never.nextOpen(now));
            assertEquals(now.plus(BusinessCalendar.HORIZON), answer.searchedUntil());
            assertInstanceOf(Moment.Never.class, never.add(now, Duration.ofMillis(1)));
            assertEquals(Duration.ZERO, never.elapsed(now, now.plus(Duration.ofDays(10_000))));
            assertEquals(new Opening(false, null, null,
                    new OpeningReason(OpeningReason.Kind.SCHEDULE_CLOSED, null, 1)), never.open(now));
        }

        @Test
        void findsTheOnlyOpeningInEightYears() {
            BusinessCalendar leapDays = Schedules.in(BERLIN).exception("Leap day", "2096-02-29", "2096-02-29", true,
                    List.of(LocalHours.of("12:00", "13:00"))).calendar();
            assertEquals(new Moment.At(at(BERLIN, "2104-02-29T12:00")),
                    leapDays.nextOpen(at(BERLIN, "2096-03-01T00:00")));
        }

        @Test
        void moreOpenTimeThanTheHorizonHoldsIsNever() {
            assertInstanceOf(Moment.Never.class,
                    BusinessCalendar.ALWAYS_OPEN.add(now, BusinessCalendar.HORIZON.plusDays(1)));
        }

        @Test
        void instantsOutsideTheSupportedCenturiesAreRefused() {
            assertThrows(IllegalArgumentException.class, () -> never.open(BusinessCalendar.LATEST));
            assertThrows(IllegalArgumentException.class, () -> never.open(BusinessCalendar.EARLIEST.minusMillis(1)));
        }
    }

    @Test
    void segmentsNameTheReasonOfEachStretch() {
        BusinessCalendar office = Schedules.in(BERLIN).weekdays("09:00", "17:00").holidays("DE", "BE")
                .closed("Inventory", "2026-04-30", "2026-04-30").calendar();
        List<Segment> segments = office.segments(at(BERLIN, "2026-04-29T16:00"), at(BERLIN, "2026-05-04T10:00"));
        assertEquals(
                List.of("SCHEDULE_OPEN null", "SCHEDULE_CLOSED null", "EXCEPTION_CLOSED Inventory",
                        "HOLIDAY Labour day", "SCHEDULE_CLOSED null", "SCHEDULE_OPEN null"),
                segments.stream().map(each -> each.reason().kind() + " " + each.reason().detail()).toList());
        assertEquals(ZoneId.of(BERLIN), office.schedule().latest().zone());
    }
}
