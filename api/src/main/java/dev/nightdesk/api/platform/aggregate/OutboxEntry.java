package dev.nightdesk.api.platform.aggregate;

import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.idempotency.IdempotencyRecord;
import java.util.List;
import java.util.Optional;

/**
 * What one accepted write still owes to other collections. It is stored in the written document itself, so it exists
 * exactly if the write does.
 *
 * @param number the version that the write made
 * @param events events for the log, in order
 * @param companions documents for other collections
 * @param record the request's idempotency record, finished
 */
public record OutboxEntry(long number, List<Event> events, List<Companion> companions,
        Optional<IdempotencyRecord> record) {
    /** The entry of a write that owes nothing. */
    public static OutboxEntry nothing(long number) {
        return new OutboxEntry(number, List.of(), List.of(), Optional.empty());
    }
}
