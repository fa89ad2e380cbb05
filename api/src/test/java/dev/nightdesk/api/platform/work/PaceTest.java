package dev.nightdesk.api.platform.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Watch watch = new Watch();
    private final List<Long> begun = new ArrayList<>();

    /** Time in milliseconds that passes only when somebody works or waits. */
    private static final class Watch implements Pace.Passing {
        private long now;

        @Override
        public long now() {
            return Duration.ofMillis(now).toNanos();
        }

        @Override
        public void await(long nanos) {
            now += Duration.ofNanos(nanos).toMillis();
        }
    }

    @Test
    void portionsBeginEvenlyApart() {
        work(10, 0, 3, 7, 0);

        assertEquals(List.of(0L, 10L, 20L), begun);
        assertEquals(30, watch.now);
    }

    @Test
    void whatASlowPortionLosesIsMadeUpForByTheNext() {
        work(10, 0, 25, 3, 3, 3);

        assertEquals(List.of(0L, 25L, 28L, 31L), begun);
        assertEquals(40, watch.now);
    }

    @Test
    void whatIsDoneBeforeThePortionsTakesOfTheirTime() {
        work(10, 12, 1, 1, 1);

        assertEquals(List.of(12L, 13L, 20L), begun);
        assertEquals(30, watch.now);
    }

    @Test
    void aStintThatIsLateIsNotMadeUpForByTheNext() {
        Pace pace = new Pace(Duration.ofMillis(10), watch);
        work(pace, 0, 50);
        work(pace, 0, 1, 1);

        assertEquals(List.of(0L, 50L, 60L), begun);
        assertEquals(70, watch.now);
    }

    @Test
    void unbridledNobodyWaits() {
        work(0, 0, 3, 4);

        assertEquals(List.of(0L, 3L), begun);
        assertEquals(7, watch.now);
    }

    private void work(int apart, int before, Integer... lengths) {
        work(new Pace(Duration.ofMillis(apart), watch), before, lengths);
    }

    private void work(Pace pace, int before, Integer... lengths) {
        Pace.Stint stint = pace.begin();
        watch.now += before;
        long total = stint.total(List.of(lengths), length -> {
            begun.add(watch.now);
            watch.now += length;
            return length;
        });
        assertEquals(Stream.of(lengths).mapToLong(Integer::longValue).sum(), total);
    }
}
