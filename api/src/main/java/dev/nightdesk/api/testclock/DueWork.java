package dev.nightdesk.api.testclock;

import java.time.Instant;
import java.util.Optional;

/** What falls due at instants of a test clock, such as the ends of snoozes. */
public interface DueWork {
    /** The earliest instant at which something is due that has not been done, if it is not after the given one. */
    Optional<Instant> nextDue(String testClockId, Instant upTo);

    /** Does what is due at the instant or was before, perhaps not all of it at once; 0 when nothing was left. */
    int runDue(String testClockId, Instant at);
}
