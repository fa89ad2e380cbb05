package dev.nightdesk.api.platform.aggregate;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.idempotency.Idempotency;
import dev.nightdesk.api.platform.idempotency.IdempotentRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** How aggregates come to be, each once however often its request is repeated. */
final class Creations {
    private final Idempotency idempotency;
    private final Commits commits;
    private final Ids ids;
    private final Entries entries;

    Creations(Idempotency idempotency, Commits commits, Ids ids, Entries entries) {
        this.idempotency = idempotency;
        this.commits = commits;
        this.ids = ids;
        this.entries = entries;
    }

    /** See {@link Commands#create}. */
    <T extends Aggregate> Answer create(Call call, ResourceType type, AggregateStore<T> store,
            Function<String, Effect<T>> decide) {
        String fresh = ids.next(type, call.now());
        if (call.idempotency().isEmpty()) {
            return insert(call, store, decide.apply(fresh));
        }
        IdempotentRequest request = call.idempotency().get();
        Idempotency.Claim claim = idempotency.claim(request, fresh);
        if (claim.replay().isPresent()) {
            return claim.replay().get();
        }
        String id = claim.resourceId();
        if (!id.equals(fresh)) {
            Optional<Answer> replay = store.find(call.workspaceId(), id)
                    .flatMap(loaded -> entries.replay(call, loaded));
            if (replay.isPresent()) {
                return replay.get();
            }
            idempotency.resume(request);
        }
        try {
            return idempotency.releasing(request, () -> insert(call, store, decide.apply(id)));
        } catch (DuplicateKey taken) {
            if (!taken.ofId()) {
                idempotency.release(request);
            }
            throw taken;
        }
    }

    /** See {@link Commands#createAtOnce}. */
    <T extends Aggregate> Answer createAtOnce(Call call, ResourceType type, AggregateStore<T> store,
            Function<String, Effect<T>> decide) {
        if (!holdsKey(call, store)) {
            return create(call, type, store, decide);
        }
        return insertIfFree(call, store, decide.apply(ids.next(type, call.now())), () -> true)
                .orElseGet(() -> create(call, type, store, decide));
    }

    /** See {@link Commands#createByGuess}. */
    <T extends Aggregate> Optional<Answer> createByGuess(Call call, ResourceType type, AggregateStore<T> store,
            Guess<Function<String, Effect<T>>> decide) {
        if (!holdsKey(call, store)) {
            return Optional.empty();
        }
        return Guess.decided(ids.next(type, call.now()), decide.value())
                .flatMap(effect -> insertIfFree(call, store, effect, decide.question().get()));
    }

    /** Whether what the call makes holds its key. */
    private static boolean holdsKey(Call call, AggregateStore<?> store) {
        return store.holdsKeys() && call.idempotency().isPresent();
    }

    /** Key and guess are asked for before the write leaves, with those of all writes that share the trip. */
    private <T extends Aggregate> Optional<Answer> insertIfFree(Call call, AggregateStore<T> store, Effect<T> effect,
            BooleanSupplier stands) {
        BooleanSupplier free = idempotency.isFree(call.idempotency().get());
        return insertUnderKey(call, store, effect, entries.of(call, effect, null),
                () -> free.getAsBoolean() && stands.getAsBoolean());
    }

    /** The answer, be it that of a former execution; empty when it was not allowed. */
    private <T extends Aggregate> Optional<Answer> insertUnderKey(Call call, AggregateStore<T> store,
            Effect<T> effect, OutboxEntry owed, BooleanSupplier allowed) {
        String key = call.idempotency().orElseThrow().id();
        for (int attempt = 0; attempt < Commands.MOST_ATTEMPTS; attempt++) {
            try {
                boolean inserted = commits.insert(store, effect.state(), owed, key, allowed);
                return inserted ? Optional.of(effect.answer()) : Optional.empty();
            } catch (DuplicateKey taken) {
                Optional<Loaded<T>> holder = taken.ofId() ? Optional.empty() : store.holder(call.workspaceId(), key);
                Optional<Answer> replay = holder.flatMap(loaded -> entries.replay(call, loaded));
                if (replay.isPresent()) {
                    return replay;
                }
                if (holder.isEmpty() && (taken.ofId() || attempt > 0)) {
                    throw taken;
                }
                // Its time is over; nobody would find an answer under it any more.
                holder.ifPresent(loaded -> store.freeKey(loaded, key));
            }
        }
        throw Commands.conflict();
    }

    /** Adds an aggregate whose id the caller knows already. */
    <T extends Aggregate> Answer insert(Call call, AggregateStore<T> store, Effect<T> effect) {
        OutboxEntry owed = entries.of(call, effect, effect.state().id());
        try {
            if (holdsKey(call, store)) {
                return insertUnderKey(call, store, effect, owed, () -> true).orElseThrow();
            }
            commits.insert(store, effect.state(), owed);
        } catch (DuplicateKey e) {
            if (!e.ofId()) {
                throw e;
            }
            // A former execution under the same key got this far; its answer is in the outbox or in the record.
            return store.find(call.workspaceId(), effect.state().id()).flatMap(loaded -> entries.replay(call, loaded))
                    .orElseThrow(() -> e);
        }
        return effect.answer();
    }
}
