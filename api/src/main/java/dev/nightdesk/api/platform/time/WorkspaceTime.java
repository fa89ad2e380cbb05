package dev.nightdesk.api.platform.time;

import dev.nightdesk.api.platform.auth.Principal;
import java.time.Instant;

/** The time a caller lives by: the real one, or that of the test clock its workspace is bound to. */
@FunctionalInterface
public interface WorkspaceTime {
    /** The caller's present instant, cut to the millisecond; real time for a caller that is nobody yet (null). */
    Instant now(Principal principal);
}
