package dev.nightdesk.api.operation;

import dev.nightdesk.api.platform.http.Problem;
import java.time.Instant;

/** Does the work of one kind of operation, portion by portion. */
public interface OperationHandler {
    /** The kind it knows. */
    OperationKind kind();

    /**
     * Does one portion, in well under a minute. It may run again with the same operation after a crash, even while a
     * node that was given up for dead still runs it, so doing a portion twice must come to the same as doing it once.
     *
     * @param now the time of the workspace that asked, be it a test clock's
     * @throws Problem when the work can never be done; the operation then ends badly. Of status 5xx, and any other
     *     exception: the portion is repeated later
     */
    Step runOnce(Operation operation, Instant now);
}
