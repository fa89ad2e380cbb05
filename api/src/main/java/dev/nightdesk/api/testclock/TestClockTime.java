package dev.nightdesk.api.testclock;

import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.time.Timestamps;
import dev.nightdesk.api.platform.time.WorkspaceTime;
import java.time.Instant;
import java.time.InstantSource;

/** Real time, but for workspaces with a test clock what that shows; it is read anew each time, on every node alike. */
public final class TestClockTime implements WorkspaceTime {
    private final TestClockService clocks;
    private final InstantSource real;

    /** Time by these clocks. */
    public TestClockTime(TestClockService clocks, InstantSource real) {
        this.clocks = clocks;
        this.real = real;
    }

    @Override
    public Instant now(Principal principal) {
        return by(principal == null ? null : principal.testClockId());
    }

    /** The time by a test clock; null for real time. */
    public Instant by(String testClockId) {
        return testClockId == null ? Timestamps.truncate(real.instant()) : clocks.time(testClockId);
    }
}
