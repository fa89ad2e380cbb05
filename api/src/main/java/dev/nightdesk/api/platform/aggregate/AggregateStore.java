package dev.nightdesk.api.platform.aggregate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Keeps the aggregates of one kind. Every look-up names the workspace; no method crosses it. */
public interface AggregateStore<T extends Aggregate> {
    /** The aggregate; empty when the workspace has none with this id. */
    Optional<Loaded<T>> find(String workspaceId, String id);

    /**
     * The same for a caller who has something else to do before he asks for it. Until he does it may not be looked up,
     * so that he shares the trip of all who will have asked ahead by then.
     */
    Supplier<Optional<Loaded<T>>> findAhead(String workspaceId, String id);

    /**
     * Adds a new aggregate together with its outbox.
     *
     * @throws DuplicateKey when its id or another unique key is taken; nothing was written
     */
    void insert(T value, OutboxEntry owed);

    /**
     * The same for a request with an idempotency key, which no two aggregates of the store hold at a time; only for
     * stores that {@linkplain #holdsKeys hold keys}.
     *
     * @param allowed asked before the write leaves; others may wait for the answer
     * @return false when it was no longer allowed; nothing was written
     * @throws DuplicateKey when its id, the idempotency key or another unique key is taken; nothing was written
     */
    boolean insert(T value, OutboxEntry owed, String key, BooleanSupplier allowed);

    /** The aggregate that was inserted under the idempotency key and holds it still. */
    Optional<Loaded<T>> holder(String workspaceId, String key);

    /** Takes the idempotency key from its holder. */
    void freeKey(Loaded<T> holder, String key);

    /** Whether an aggregate holds the idempotency key of the request that made it. */
    default boolean holdsKeys() {
        return false;
    }

    /**
     * Writes the new state over the loaded one and adds to the outbox, in one document write. Entries that are no
     * longer among the loaded state's, because they have been delivered, may leave the outbox with it.
     *
     * @return false when the stored version is no longer the loaded one; nothing was written
     * @throws DuplicateKey when a unique key of the new state is taken; nothing was written
     */
    default boolean update(Loaded<T> before, T after, OutboxEntry owed) {
        return update(before, after, owed, () -> true);
    }

    /**
     * The same, unless it is no longer allowed, which is asked before the write leaves; others may wait for the answer.
     *
     * @return false when nothing was written for either reason
     */
    boolean update(Loaded<T> before, T after, OutboxEntry owed, BooleanSupplier allowed);

    /**
     * The same for several, each for itself and all in one trip.
     *
     * @return whether all were written; if not, some may have been, and only reading them tells which
     */
    boolean updateAll(List<Change<T>> changes);

    /**
     * Outboxes that have waited since before the instant, oldest first.
     *
     * @param most no further outbox is read once they hold so many entries
     */
    List<Debt> indebted(Instant before, int most);

    /** Takes entries up to a number out of outboxes; newer entries stay. Repeatable. */
    void settle(List<Settled> settled);

    /**
     * Takes the aggregate out of sight and frees its unique keys; the document itself goes once its outbox is settled.
     *
     * @return false when the stored version is no longer the loaded one; nothing was written
     */
    boolean bury(Loaded<T> before, OutboxEntry owed);

    /**
     * Whether nothing of an aggregate ever changes without its version: then a state that has the stored version is
     * the stored state.
     */
    default boolean versionsEverything() {
        return false;
    }

    /**
     * A new state for a loaded one, with what it owes.
     *
     * @param before as it was read
     * @param after one version newer
     * @param owed what the write adds to the outbox
     */
    record Change<T extends Aggregate>(Loaded<T> before, T after, OutboxEntry owed) {
    }

    /**
     * An outbox with what it holds.
     *
     * @param workspaceId whose
     * @param id the aggregate, be it deleted meanwhile
     * @param entries oldest first
     */
    record Debt(String workspaceId, String id, List<OutboxEntry> entries) {
    }

    /**
     * An outbox whose entries have all been delivered up to a number.
     *
     * @param workspaceId whose
     * @param id the aggregate
     * @param number the version of the last write whose entry was delivered
     */
    record Settled(String workspaceId, String id, long number) {
    }
}
