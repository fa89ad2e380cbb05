package dev.nightdesk.api.platform.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    /** A database that answers after so long, half of it on the way there. */
    private static final class Far {
        private long nanos;
        private Instant base = NOON;
        private Duration trip = Duration.ofMillis(2);

        Instant time() {
            return base.plusNanos(nanos);
        }

        Instant ask() {
            pass(trip.dividedBy(2));
            Instant told = Timestamps.truncate(time());
            pass(trip.dividedBy(2));
            return told;
        }

        void pass(Duration duration) {
            nanos += duration.toNanos();
        }
    }

    private final Far far = new Far();
    private final DatabaseClock clock = new DatabaseClock(far::ask, () -> far.nanos);

    @Test
    void itGoesOnByItselfBetweenTheReadings() {
        Instant before = clock.instant();
        far.pass(Duration.ofSeconds(30));
        assertEquals(Duration.ofSeconds(30), Duration.between(before, clock.instant()));
    }

    @Property(tries = 300)
    void itIsNeverAheadAndBehindByNoMoreThanTheWay(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 2_000) Integer> trips) {
        for (int trip : trips) {
            far.pass(Duration.ofSeconds(1));
            far.trip = Duration.ofMillis(trip);
            clock.runOnce(NOON);
            assertFalse(clock.instant().isAfter(far.time()), "ahead");
            Duration behind = Duration.between(clock.instant(), far.time());
            assertTrue(behind.compareTo(clock.doubt().plusMillis(1)) <= 0, () -> "behind by " + behind);
        }
    }

    @Test
    void aSlowReadingDoesNotReplaceAGoodOne() {
        far.trip = Duration.ofSeconds(3);
        clock.runOnce(NOON);
        assertEquals(Duration.ofMillis(2), clock.doubt());
    }

    @Test
    void anOldReadingGivesWayToASlowerOneInTheEnd() {
        far.trip = Duration.ofMillis(10);
        far.pass(Duration.ofSeconds(9));
        clock.runOnce(NOON);
        assertEquals(Duration.ofMillis(10), clock.doubt());
    }

    @Test
    void itFollowsADatabaseWhoseClockIsSet() {
        far.base = NOON.minusSeconds(60);
        clock.runOnce(NOON);
        assertTrue(Duration.between(clock.instant(), far.time()).abs().toMillis() <= 3);
    }
}
