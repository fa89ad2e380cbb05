package dev.nightdesk.api.operation;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Keeps operations. */
public interface OperationStore extends AggregateStore<Operation> {
    /** The collection to which a change sends the operation that it begins. */
    String COLLECTION = "operations";

    /** Unfinished operations of all workspaces that nobody holds at the instant, those that waited longest first. */
    List<Operation> free(Set<OperationKind> kinds, Instant now, int most);

    /** Whether an operation of the kind, asked for in time by the test clock, has not ended. */
    boolean unfinished(OperationKind kind, String testClockId);

    /** Removes operations that ended before the instant, at most this many; returns how many. */
    int purge(Instant before, int most);
}
