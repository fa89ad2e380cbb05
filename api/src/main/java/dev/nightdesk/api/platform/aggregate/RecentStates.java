package dev.nightdesk.api.platform.aggregate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;

/**
 * What this node wrote last of each aggregate. It is a guess at the present state, good for deciding on because the
 * conditional write that follows proves or refutes it; whoever is in the middle of a conversation saves reading it anew.
 */
final class RecentStates {
    private static final int MOST = 2_000;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Cache<Key, Loaded<?>> states = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT)
            // Housekeeping is a few steps; waking another thread for it after each write costs more.
            .executor(Runnable::run).build();

    private record Key(AggregateStore<?> store, String workspaceId, String id) {
    }

    /** What was written last, if it is remembered. */
    @SuppressWarnings("unchecked") // a store's key is only ever put with what the store holds
    <T extends Aggregate> Optional<Loaded<T>> of(AggregateStore<T> store, String workspaceId, String id) {
        return Optional.ofNullable((Loaded<T>) states.getIfPresent(new Key(store, workspaceId, id)));
    }

    /** Keeps what has just been written, with all that its outbox still owes, if its version will prove it. */
    <T extends Aggregate> void remember(AggregateStore<T> store, Loaded<T> written) {
        if (!store.versionsEverything()) {
            return;
        }
        states.put(new Key(store, written.value().workspaceId(), written.value().id()), written);
    }

    /** Forgets a guess that was refuted. */
    void forget(AggregateStore<?> store, String workspaceId, String id) {
        states.invalidate(new Key(store, workspaceId, id));
    }
}
