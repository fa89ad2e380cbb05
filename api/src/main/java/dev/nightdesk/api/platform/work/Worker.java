package dev.nightdesk.api.platform.work;

import java.time.Instant;

/** A background duty, done in small portions. */
public interface Worker {
    /** Its name, for logs and metrics. */
    String name();

    /**
     * Does one portion of what is due at the instant. Any number of nodes may call it at once.
     *
     * @return how much was done; the loop comes back at once while it is not zero
     */
    int runOnce(Instant now);
}
