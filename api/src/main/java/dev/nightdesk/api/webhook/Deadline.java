package dev.nightdesk.api.webhook;

import java.time.Duration;

/** One time limit for all steps of an attempt, measured on the monotonic clock. */
final class Deadline {

    private final long startNanos;
    private final long limitNanos;

    private Deadline(long startNanos, long limitNanos) {
        this.startNanos = startNanos;
        this.limitNanos = limitNanos;
    }

    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime(), limit.toNanos());
    }

    /** Never negative. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, limitNanos - (System.nanoTime() - startNanos)));
    }

    boolean passed() {
        return remaining().isZero();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
