package dev.nightdesk.api.platform.aggregate;

import dev.nightdesk.api.platform.idempotency.Idempotency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Writes what was decided, each in its one conditional write, and sees to what follows from an accepted one: that its
 * outbox is emptied soon, that its idempotency record is at hand, that the next decision can be made on its state.
 */
final class Commits {
    private final Outboxes outboxes;
    private final Idempotency idempotency;
    private final RecentStates recent = new RecentStates();

    Commits(Outboxes outboxes, Idempotency idempotency) {
        this.outboxes = outboxes;
        this.idempotency = idempotency;
    }

    /** What this node wrote last of the aggregate, which may have changed since. */
    <T extends Aggregate> Optional<Loaded<T>> recent(AggregateStore<T> store, String workspaceId, String id) {
        return recent.of(store, workspaceId, id);
    }

    /** The guess was wrong. */
    void forget(AggregateStore<?> store, String workspaceId, String id) {
        recent.forget(store, workspaceId, id);
    }

    /** False when somebody else was faster, or it is no longer allowed; nothing was written then. */
    <T extends Aggregate> boolean update(AggregateStore<T> store, Loaded<T> before, T after, OutboxEntry owed,
            BooleanSupplier allowed) {
        Loaded<T> lean = undelivered(before);
        boolean written = store.update(lean, after, owed, allowed);
        if (written) {
            committed(store, after, lean.outbox(), owed);
        }
        return written;
    }

    /** @throws DuplicateKey when its id or another unique key is taken */
    <T extends Aggregate> void insert(AggregateStore<T> store, T state, OutboxEntry owed) {
        store.insert(state, owed);
        committed(store, state, List.of(), owed);
    }

    /**
     * The same under an idempotency key.
     *
     * @return false when it was no longer allowed; nothing was written then
     */
    <T extends Aggregate> boolean insert(AggregateStore<T> store, T state, OutboxEntry owed, String key,
            BooleanSupplier allowed) {
        boolean inserted = store.insert(state, owed, key, allowed);
        if (inserted) {
            committed(store, state, List.of(), owed);
        }
        return inserted;
    }

    /** False when somebody else was faster; nothing was written then. */
    <T extends Aggregate> boolean bury(AggregateStore<T> store, Loaded<T> last, OutboxEntry owed) {
        boolean buried = store.bury(last, owed);
        if (buried) {
            recent.forget(store, last.value().workspaceId(), last.value().id());
            outboxes.owe(store, owing(last.value(), undelivered(last).outbox(), owed));
        }
        return buried;
    }

    /** What is swept is nobody's talk of the moment, and takes no place among the recent states. */
    <T extends Aggregate> void swept(AggregateStore<T> store, AggregateStore.Change<T> change) {
        recent.forget(store, change.after().workspaceId(), change.after().id());
        outboxes.owe(store, owing(change.after(), undelivered(change.before()).outbox(), change.owed()));
    }

    /** A write of ours was found to have happened after all. */
    <T extends Aggregate> void found(AggregateStore<T> store, Loaded<T> written) {
        outboxes.owe(store, written);
    }

    private <T extends Aggregate> void committed(AggregateStore<T> store, T state, List<OutboxEntry> undelivered,
            OutboxEntry owed) {
        owed.record().ifPresent(idempotency::remember);
        Loaded<T> written = owing(state, undelivered, owed);
        recent.remember(store, written);
        outboxes.owe(store, written);
    }

    private <T extends Aggregate> Loaded<T> undelivered(Loaded<T> read) {
        return new Loaded<>(read.value(), outboxes.undelivered(read.value().id(), read.outbox()));
    }

    private static <T extends Aggregate> Loaded<T> owing(T state, List<OutboxEntry> undelivered, OutboxEntry owed) {
        List<OutboxEntry> outbox = new ArrayList<>(undelivered);
        outbox.add(owed);
        return new Loaded<>(state, outbox);
    }
}
