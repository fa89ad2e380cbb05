package dev.nightdesk.api.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens in the background, for as long as a slow machine may need and no longer than it takes. */
public final class Eventually {
    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();
    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    private Eventually() {
    }

    /** Returns once the condition holds; fails when it does not within 20 seconds. */
    public static void becomes(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("it did not happen");
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
