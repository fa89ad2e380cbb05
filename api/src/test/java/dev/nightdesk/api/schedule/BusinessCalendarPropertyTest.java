package dev.nightdesk.api.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class BusinessCalendarPropertyTest {
    private static final long YEAR = 366L * 86_400_000;

    @Property
    void addingElapsesExactly(@ForAll("cases") Case given, @ForAll @LongRange(max = YEAR / 3) long duration) {
        Duration wanted = Duration.ofMillis(duration);
        given.calendar.add(given.instant, wanted).asInstant().ifPresent(
                reached -> assertEquals(wanted, given.calendar.elapsed(given.instant, reached)));
    }

    @Property
    void addingGivesTheEarliestSuchInstant(
            @ForAll("cases") Case given, @ForAll @LongRange(min = 1, max = YEAR / 3) long duration) {
        Duration wanted = Duration.ofMillis(duration);
        given.calendar.add(given.instant, wanted).asInstant().ifPresent(reached -> assertTrue(
                given.calendar.elapsed(given.instant, reached.minusMillis(1)).compareTo(wanted) < 0));
    }

    @Property
    void elapsedTimesAddUp(
            @ForAll("cases") Case given,
            @ForAll @LongRange(max = YEAR) long first,
            @ForAll @LongRange(max = YEAR) long second) {
        Instant middle = given.instant.plusMillis(first);
        Instant end = middle.plusMillis(second);
        assertEquals(
                given.calendar.elapsed(given.instant, end),
                given.calendar.elapsed(given.instant, middle).plus(given.calendar.elapsed(middle, end)));
    }

    @Property
    void addingInTwoStepsIsAddingAtOnce(
            @ForAll("cases") Case given,
            @ForAll @LongRange(max = YEAR / 9) long first,
            @ForAll @LongRange(min = 1, max = YEAR / 9) long second) {
        Moment atOnce = given.calendar.add(given.instant, Duration.ofMillis(first + second));
        given.calendar.add(given.instant, Duration.ofMillis(first)).asInstant()
                .filter(middle -> atOnce instanceof Moment.At)
                .ifPresent(middle -> assertEquals(atOnce, given.calendar.add(middle, Duration.ofMillis(second))));
    }

    @Property
    void moreTimeNeverEndsEarlierNorElapsesLess(
            @ForAll("cases") Case given,
            @ForAll @LongRange(max = YEAR / 3) long duration,
            @ForAll @LongRange(max = YEAR / 3) long more) {
        Instant sooner = given.calendar.add(given.instant, Duration.ofMillis(duration)).asInstant()
                .orElse(BusinessCalendar.LATEST);
        Instant later = given.calendar.add(given.instant, Duration.ofMillis(duration + more)).asInstant()
                .orElse(BusinessCalendar.LATEST);
        assertTrue(!later.isBefore(sooner));
        assertTrue(given.calendar.elapsed(given.instant, given.instant.plusMillis(duration))
                .compareTo(given.calendar.elapsed(given.instant, given.instant.plusMillis(duration + more))) <= 0);
    }

    @Property
    void theNextOpenInstantIsOpenAndNothingBeforeItIs(@ForAll("cases") Case given) {
        given.calendar.nextOpen(given.instant).asInstant().ifPresent(next -> {
            assertTrue(given.calendar.open(next).open());
            assertEquals(Duration.ZERO, given.calendar.elapsed(given.instant, next));
        });
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.longs().map(seed -> {
            Random random = new Random(seed);
            RandomSchedules schedules = new RandomSchedules(random);
            ZoneId zone = schedules.zone(random.nextInt(10_000));
            Instant instant = schedules.instant(zone);
            return new Case(BusinessCalendar.of(schedules.around(instant, zone), new NoHolidays()), instant);
        });
    }

    record Case(BusinessCalendar calendar, Instant instant) {
        @Override
        public String toString() {
            return calendar.schedule() + " at " + instant;
        }
    }
}
