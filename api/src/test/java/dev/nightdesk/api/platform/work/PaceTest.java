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
    void portionsBeginOneStretchApart() {
        work(10, 3, 7, 0);

        assertEquals(List.of(0L, 10L, 20L), begun);
        assertEquals(30, watch.now);
    }

    @Test
    void oneThatTakesLongerIsFollowedAtOnceAndTheNextKeepThePace() {
        work(10, 25, 3, 3);

        assertEquals(List.of(0L, 25L, 35L), begun);
        assertEquals(45, watch.now);
    }

    @Test
    void withoutAStretchNobodyWaits() {
        work(0, 3, 4);

        assertEquals(List.of(0L, 3L), begun);
        assertEquals(7, watch.now);
    }

    private void work(int stretch, Integer... lengths) {
        long total = new Pace(Duration.ofMillis(stretch), watch).total(List.of(lengths), length -> {
            begun.add(watch.now);
            watch.now += length;
            return length;
        });
        assertEquals(Stream.of(lengths).mapToLong(Integer::longValue).sum(), total);
    }
}
