package dev.nightdesk.api.platform.aggregate;

import dev.nightdesk.api.platform.aggregate.Commands.Swept;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** One round of changes that no request asked for: decided one by one, written in one trip. Used once. */
final class Sweep<T extends Aggregate> {
    private final AggregateStore<T> store;
    private final Commits commits;
    private final List<AggregateStore.Change<T>> changes = new ArrayList<>();
    private RuntimeException failure;

    Sweep(AggregateStore<T> store, Commits commits) {
        this.store = store;
        this.commits = commits;
    }

    void decide(Loaded<T> loaded, Function<T, Optional<Effect<T>>> decision, Function<Effect<T>, OutboxEntry> owing) {
        trying(() -> decision.apply(loaded.value()).ifPresent(effect ->
                changes.add(new AggregateStore.Change<>(loaded, effect.state(), owing.apply(effect)))));
    }

    /** Writes; what was not written with the others is read and given to {@code again}, which tells if it changed. */
    Swept write(Predicate<Loaded<T>> again) {
        boolean alone = changes.isEmpty() || store.updateAll(changes);
        int changed = alone ? changes.size() : 0;
        for (AggregateStore.Change<T> change : changes) {
            if (alone) {
                commits.swept(store, change);
            } else {
                changed += repeated(change, again) ? 1 : 0;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return new Swept(changed, alone);
    }

    /** What a stranger's write left in the outbox is for the stranger's node to deliver, unless ours is among it. */
    private boolean repeated(AggregateStore.Change<T> change, Predicate<Loaded<T>> again) {
        boolean[] changed = {false};
        trying(() -> {
            Optional<Loaded<T>> newest = store.find(change.after().workspaceId(), change.after().id());
            boolean written = newest.filter(found -> isIn(change.owed(), found.outbox())).isPresent();
            if (written) {
                commits.found(store, newest.get());
            }
            changed[0] = written || newest.filter(again).isPresent();
        });
        return changed[0];
    }

    private static boolean isIn(OutboxEntry owed, List<OutboxEntry> outbox) {
        return !owed.events().isEmpty()
                && outbox.stream().anyMatch(entry -> entry.holds(owed.events().getFirst().id()));
    }

    private void trying(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }
}
