package dev.nightdesk.api.platform.aggregate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets those who change the same aggregate on this node go one after the other, so that each decides on what the last
 * one wrote. Only the conditional write keeps changes apart, here as between nodes; turns save those that would be in
 * vain, and nobody waits long for one.
 */
final class Turns {
    private static final int PLACES = 1_024;
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final ReentrantLock[] places = Stream.generate(ReentrantLock::new).limit(PLACES)
            .toArray(ReentrantLock[]::new);

    /** Does the work in its turn, or without one when it does not come soon. */
    <R> R take(String id, Supplier<R> work) {
        ReentrantLock place = places[Math.floorMod(id.hashCode(), PLACES)];
        boolean taken = await(place);
        try {
            return work.get();
        } finally {
            if (taken) {
                place.unlock();
            }
        }
    }

    private static boolean await(ReentrantLock place) {
        try {
            return place.tryLock() || place.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
