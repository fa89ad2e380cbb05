package dev.nightdesk.api.platform.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/**
 * Spreads a long work evenly over time, one small portion after another, so that whoever waits for an answer meanwhile
 * never finds more than a portion before him.
 */
public final class Pace {
    /** Works as fast as it can. */
    public static final Pace UNBRIDLED = new Pace(Duration.ZERO);

    private final long apart;
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

    /** A pace at which two portions are due so far apart. */
    public Pace(Duration apart) {
        this(apart, Real.TIME);
    }

    Pace(Duration apart, Passing time) {
        this.apart = apart.toNanos();
        this.time = time;
    }

    /** Begins now; what is done before the portions, such as reading them, takes of their time. */
    public Stint begin() {
        return new Stint(time.now());
    }

    /** A part of the work. What it loses by a slow portion it makes up for, but not what another stint has lost. */
    public final class Stint {
        private final long begun;

        private Stint(long begun) {
            this.begun = begun;
        }

        /** Does them all, in this order, and lets the time of the last one pass as well; adds up what they come to. */
        public <T> long total(List<T> portions, ToLongFunction<T> doing) {
            long total = 0;
            long due = begun;
            for (T portion : portions) {
                total += doing.applyAsLong(portion);
                due += apart;
                long left = due - time.now();
                if (left > 0) {
                    time.await(left);
                }
            }
            return total;
        }
    }
}
