package dev.nightdesk.api.platform.aggregate;

import java.util.List;

/** Empties outboxes. What is told here is a hint: a relay finds by itself whatever was not told or got lost. */
public interface Outboxes {
    /** Tells that a document has been written and what it owes since, oldest first. */
    <T extends Aggregate> void owe(AggregateStore<T> store, Loaded<T> written);

    /** Those of a document's entries that this node does not know to be delivered. */
    List<OutboxEntry> undelivered(String id, List<OutboxEntry> entries);
}
