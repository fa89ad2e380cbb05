package dev.nightdesk.api.platform.aggregate;

/** Empties outboxes. What is told here is a hint: a relay finds by itself whatever was not told or got lost. */
@FunctionalInterface
public interface Outboxes {
    /**
     * Tells that a document owes something since its last write.
     *
     * @param before the new state with what was owed before that write
     * @param owed what the write added
     */
    <T extends Aggregate> void owe(AggregateStore<T> store, Loaded<T> before, OutboxEntry owed);
}
