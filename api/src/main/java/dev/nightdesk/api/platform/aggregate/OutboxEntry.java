package dev.nightdesk.api.platform.aggregate;

import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.idempotency.IdempotencyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one accepted write still owes to other collections. It is stored in the written document itself, so it exists
 * exactly if the write does.
 *
 * @param number the version that the write made
 * @param events events for the log, in order
 * @param companions documents for other collections
 * @param record the request's idempotency record, finished; one of the events may carry it as its receipt
 */
public record OutboxEntry(long number, List<Event> events, List<Companion> companions,
        Optional<IdempotencyRecord> record) {
    /** The same for a write that a request with an idempotency key has made. */
    public OutboxEntry answered(IdempotencyRecord finished) {
        for (int i = 0; i < events.size(); i++) {
            Optional<Event> telling = finished.toldBy(events.get(i));
            if (telling.isPresent()) {
                List<Event> told = new ArrayList<>(events);
                told.set(i, telling.get());
                return new OutboxEntry(number, told, companions, Optional.of(finished));
            }
        }
        return new OutboxEntry(number, events, companions, Optional.of(finished));
    }

    /** Whether the event with this id is among those it holds. */
    public boolean holds(String eventId) {
        return events.stream().anyMatch(event -> event.id().equals(eventId));
    }

    /** The record, if no event carries it. */
    public Optional<IdempotencyRecord> untold() {
        return record.filter(kept -> events.stream().allMatch(event -> event.receipt() == null));
    }

    /** The entry of a write that owes nothing. */
    public static OutboxEntry nothing(long number) {
        return new OutboxEntry(number, List.of(), List.of(), Optional.empty());
    }
}
