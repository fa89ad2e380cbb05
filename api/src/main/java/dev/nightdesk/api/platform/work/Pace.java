package dev.nightdesk.api.platform.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/**
 * Spreads a long work evenly over time, one small portion after another, so that whoever waits for an answer meanwhile
 * never finds more than a portion before him. Time that was lost is not made up for.
 */
public final class Pace {
    /** Works as fast as it can. */
    public static final Pace UNBRIDLED = new Pace(Duration.ZERO);

    private final long stretch;
    private final Passing time;

    /** Time that passes by itself. */
    interface Passing {
        /** Nanoseconds since some moment. */
        long now();

        /** Returns when so many have passed. */
        void await(long nanos);
    }

    private enum Real implements Passing {
        TIME;

        @Override
        public long now() {
            return System.nanoTime();
        }

        @Override
        public void await(long nanos) {
            LockSupport.parkNanos(nanos);
        }
    }

    /** A pace that keeps so long between the beginnings of two portions. */
    public Pace(Duration stretch) {
        this(stretch, Real.TIME);
    }

    Pace(Duration stretch, Passing time) {
        this.stretch = stretch.toNanos();
        this.time = time;
    }

    /** Does them all, in this order, and lets the stretch of the last one pass as well; adds up what they come to. */
    public <T> long total(List<T> portions, ToLongFunction<T> doing) {
        long total = 0;
        for (T portion : portions) {
            long begun = time.now();
            total += doing.applyAsLong(portion);
            long left = stretch - (time.now() - begun);
            if (left > 0) {
                time.await(left);
            }
        }
        return total;
    }
}
