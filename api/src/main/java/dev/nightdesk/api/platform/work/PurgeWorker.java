package dev.nightdesk.api.platform.work;

import java.time.Duration;
import java.time.Instant;

/** Removes what has been kept long enough. Any number of nodes may do so at once. */
public final class PurgeWorker implements Worker {
    private static final int MOST_AT_ONCE = 500;

    private final String name;
    private final Duration kept;
    private final Purge purge;

    /** Removes things of one kind. */
    @FunctionalInterface
    public interface Purge {
        /** Removes what is older than the instant, at most this many; answers how many. */
        int purge(Instant before, int most);
    }

    /** A worker that removes what is older than the duration. */
    public PurgeWorker(String name, Duration kept, Purge purge) {
        this.name = name;
        this.kept = kept;
        this.purge = purge;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int runOnce(Instant now) {
        return purge.purge(now.minus(kept), MOST_AT_ONCE);
    }
}
