package dev.nightdesk.api.platform.aggregate;

import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.idempotency.Idempotency;
import dev.nightdesk.api.platform.idempotency.IdempotencyRecord;
import dev.nightdesk.api.platform.idempotency.IdempotentRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Carries commands out: load, decide, save. The decision is a pure function; the save is one conditional write of one
 * document in which events, companions and the idempotency record ride along, so that all of it happens or nothing.
 */
public final class Commands {
    private static final System.Logger LOG = System.getLogger(Commands.class.getName());
    private static final int MOST_ATTEMPTS = 50;

    private final Idempotency idempotency;
    private final Commits commits;
    private final Ids ids;
    private final Turns turns = new Turns();

    /** Commands whose outboxes are emptied by the given room. */
    public Commands(Idempotency idempotency, Outboxes outboxes, Ids ids) {
        this.idempotency = idempotency;
        this.commits = new Commits(outboxes, idempotency);
        this.ids = ids;
    }

    /**
     * Changes an existing aggregate. The decision is repeated on the newest state when somebody else was faster; one
     * that keeps the version writes nothing.
     *
     * @throws Problem 404 when it is absent, and whatever the decision refuses
     */
    public <T extends Aggregate> Answer change(Call call, AggregateStore<T> store, String id,
            Function<T, Effect<T>> decide) {
        return turns.take(id, () -> changeInTurn(call, store, id, decide));
    }

    private <T extends Aggregate> Answer changeInTurn(Call call, AggregateStore<T> store, String id,
            Function<T, Effect<T>> decide) {
        Optional<Effect<T>> made = commits.recent(store, call.workspaceId(), id)
                .flatMap(guess -> changeByGuess(call, store, guess, decide));
        if (made.isPresent()) {
            return made.get().answer();
        }
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Loaded<T> loaded = store.find(call.workspaceId(), id).orElseThrow(Problem::notFound);
            Optional<Answer> replay = replay(call, loaded);
            if (replay.isPresent()) {
                return replay.get();
            }
            Effect<T> effect = decide.apply(loaded.value());
            if (effect.state().version() == loaded.value().version() || write(call, store, loaded, effect)) {
                return effect.answer();
            }
        }
        throw conflict();
    }

    /**
     * The same on what this node wrote last, if that is still the newest state, which only an accepted write tells. A
     * refusal or a decision to write nothing may be due to a state that has passed, so they are left to be repeated.
     */
    private <T extends Aggregate> Optional<Effect<T>> changeByGuess(Call call, AggregateStore<T> store,
            Loaded<T> guess, Function<T, Effect<T>> decide) {
        BooleanSupplier unanswered = unanswered(call, guess);
        Optional<Effect<T>> made = decided(guess.value(), decide)
                .filter(effect -> effect.state().version() != guess.value().version())
                .filter(effect -> commits.update(store, guess, effect.state(), owed(call, effect, null), unanswered));
        if (made.isEmpty()) {
            commits.forget(store, call.workspaceId(), guess.value().id());
        }
        return made;
    }

    /** The key is looked up before the write leaves, with those of all writes that share the trip. */
    private BooleanSupplier unanswered(Call call, Loaded<?> guess) {
        return call.idempotency().map(request -> recordOf(request, guess).isEmpty() ? idempotency.isFree(request)
                : (BooleanSupplier) () -> false).orElse(() -> true);
    }

    private static Optional<IdempotencyRecord> recordOf(IdempotentRequest request, Loaded<?> loaded) {
        return loaded.outbox().stream().flatMap(entry -> entry.record().stream())
                .filter(record -> record.request().id().equals(request.id())).findFirst();
    }

    private static <T extends Aggregate> Optional<Effect<T>> decided(T guess, Function<T, Effect<T>> decide) {
        try {
            return Optional.of(decide.apply(guess));
        } catch (RuntimeException refusal) {
            LOG.log(System.Logger.Level.TRACE, "to be decided again on the newest state", refusal);
            return Optional.empty();
        }
    }

    private <T extends Aggregate> boolean write(Call call, AggregateStore<T> store, Loaded<T> before,
            Effect<T> effect) {
        return commits.update(store, before, effect.state(), owed(call, effect, null), () -> true);
    }

    /**
     * Makes a new aggregate. With an idempotency key the id is set aside first, so that a retry after a crash makes
     * the same aggregate and finds out whether it was made already.
     *
     * @param decide the new aggregate for the id
     * @throws DuplicateKey when a unique key other than the id is taken
     */
    public <T extends Aggregate> Answer create(Call call, ResourceType type, AggregateStore<T> store,
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
            Optional<Answer> replay = store.find(call.workspaceId(), id).flatMap(loaded -> replay(call, loaded));
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

    /**
     * The same where the decision does nothing but decide. In a store that holds keys no id is set aside then: the new
     * aggregate is written with the key, which is unique there, and a repetition finds it by that.
     *
     * @throws DuplicateKey when a unique key other than the id is taken
     */
    public <T extends Aggregate> Answer createAtOnce(Call call, ResourceType type, AggregateStore<T> store,
            Function<String, Effect<T>> decide) {
        if (call.idempotency().isEmpty() || !store.holdsKeys()) {
            return create(call, type, store, decide);
        }
        BooleanSupplier free = idempotency.isFree(call.idempotency().get());
        Effect<T> effect = decide.apply(ids.next(type, call.now()));
        return insertUnderKey(call, store, effect, owed(call, effect, null), free)
                .orElseGet(() -> create(call, type, store, decide));
    }

    /** The answer, be it that of a former execution; empty when it was not allowed. */
    private <T extends Aggregate> Optional<Answer> insertUnderKey(Call call, AggregateStore<T> store,
            Effect<T> effect, OutboxEntry owed, BooleanSupplier allowed) {
        String key = call.idempotency().orElseThrow().id();
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                boolean inserted = commits.insert(store, effect.state(), owed, key, allowed);
                return inserted ? Optional.of(effect.answer()) : Optional.empty();
            } catch (DuplicateKey taken) {
                Optional<Loaded<T>> holder = taken.ofId() ? Optional.empty() : store.holder(call.workspaceId(), key);
                Optional<Answer> replay = holder.flatMap(loaded -> replay(call, loaded));
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
        throw conflict();
    }

    /**
     * The id for something that a request makes beside its main resource: a fresh one, and the same again for each
     * repetition under one idempotency key.
     */
    public String sideId(Call call, ResourceType type) {
        String fresh = ids.next(type, call.now());
        return call.idempotency()
                .map(request -> idempotency.claim(request.side(type.prefix()), fresh).resourceId()).orElse(fresh);
    }

    /**
     * Makes an aggregate on behalf of somebody who has not yet come as far as a request.
     *
     * @throws DuplicateKey when its id or another unique key is taken
     */
    public <T extends Aggregate> void make(AggregateStore<T> store, Effect<T> effect, Instant now, Actor actor) {
        T state = effect.state();
        OutboxEntry owed = new OutboxEntry(state.version(), events(effect, state.workspaceId(), now, actor, null),
                effect.companions(), Optional.empty());
        commits.insert(store, state, owed);
    }

    /**
     * Deletes an aggregate; the effect's state is the last one, its events tell of the end.
     *
     * @throws Problem 404 when it is absent, and whatever the decision refuses
     */
    public <T extends Aggregate> Answer delete(Call call, AggregateStore<T> store, String id,
            Function<T, Effect<T>> decide) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Loaded<T> loaded = store.find(call.workspaceId(), id).orElseThrow(Problem::notFound);
            Effect<T> effect = decide.apply(loaded.value());
            OutboxEntry owed = new OutboxEntry(loaded.value().version() + 1, events(effect, call.workspaceId(),
                    call.now(), Actor.of(call.principal()), call.requestId()), effect.companions(), Optional.empty());
            if (commits.bury(store, loaded, owed)) {
                return effect.answer();
            }
        }
        throw conflict();
    }

    /**
     * A change that no request asked for. An empty decision leaves everything as it is.
     *
     * @return whether something was changed
     */
    public <T extends Aggregate> boolean apply(AggregateStore<T> store, String workspaceId, String id, Instant now,
            Function<T, Optional<Effect<T>>> decide) {
        return apply(store, workspaceId, id, store.find(workspaceId, id), decide,
                effect -> events(effect, workspaceId, now, Actor.SYSTEM, null));
    }

    /** The same for an aggregate that was read a moment ago; should it have changed since, it is read again. */
    public <T extends Aggregate> boolean apply(AggregateStore<T> store, Loaded<T> read, Instant now,
            Function<T, Optional<Effect<T>>> decide) {
        String workspaceId = read.value().workspaceId();
        return apply(store, workspaceId, read.value().id(), Optional.of(read), decide,
                effect -> events(effect, workspaceId, now, Actor.SYSTEM, null));
    }

    /**
     * The same for several that were read a moment ago, in one trip. Those that somebody else was faster with are read
     * and decided again; one that fails keeps none of the others from being changed, and is thrown at the end.
     *
     * @return how many were changed, and whether nobody else was faster with any
     */
    public <T extends Aggregate> Swept applyAll(AggregateStore<T> store, List<Loaded<T>> read, Instant now,
            Function<T, Optional<Effect<T>>> decide) {
        Sweep<T> sweep = new Sweep<>(store, commits);
        for (Loaded<T> loaded : read) {
            sweep.decide(loaded, decide, effect -> new OutboxEntry(effect.state().version(),
                    events(effect, loaded.value().workspaceId(), now, Actor.SYSTEM, null), effect.companions(),
                    Optional.empty()));
        }
        return sweep.write(newest -> apply(store, newest, now, decide));
    }

    /**
     * What came of several changes.
     *
     * @param changed how many were changed
     * @param alone whether nobody else was faster with any of them
     */
    public record Swept(int changed, boolean alone) {
    }

    /** The same on the side of a request and in its caller's name; its idempotency key has nothing to do with it. */
    public <T extends Aggregate> boolean applyFor(Call call, AggregateStore<T> store, String id,
            Function<T, Optional<Effect<T>>> decide) {
        return apply(store, call.workspaceId(), id, store.find(call.workspaceId(), id), decide,
                effect -> events(effect, call.workspaceId(), call.now(), Actor.of(call.principal()),
                        call.requestId()));
    }

    private <T extends Aggregate> boolean apply(AggregateStore<T> store, String workspaceId, String id,
            Optional<Loaded<T>> read, Function<T, Optional<Effect<T>>> decide,
            Function<Effect<T>, List<Event>> events) {
        Optional<Loaded<T>> loaded = read;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<Effect<T>> effect = loaded.map(Loaded::value).flatMap(decide);
            if (effect.isEmpty()) {
                return false;
            }
            T state = effect.get().state();
            OutboxEntry owed = new OutboxEntry(state.version(), events.apply(effect.get()),
                    effect.get().companions(), Optional.empty());
            if (commits.update(store, loaded.get(), state, owed, () -> true)) {
                return true;
            }
            loaded = store.find(workspaceId, id);
        }
        return false;
    }

    /**
     * Answers a request that stores nothing. With an idempotency key it is executed once: requests that come while
     * it runs are told so, and those that come later are replayed.
     *
     * @param execute takes the id of the request that is answered
     */
    public Answer answer(Call call, Function<String, Answer> execute) {
        if (call.idempotency().isEmpty()) {
            return execute.apply(call.requestId());
        }
        IdempotentRequest request = call.idempotency().get();
        Idempotency.Claim claim = idempotency.claim(request, call.requestId());
        if (claim.replay().isPresent()) {
            return claim.replay().get();
        }
        String id = claim.resourceId();
        if (!id.equals(call.requestId())) {
            idempotency.resume(request);
        }
        return idempotency.releasing(request, () -> execute.apply(id));
    }

    /** Adds an aggregate whose id the caller knows already. */
    public <T extends Aggregate> Answer insert(Call call, AggregateStore<T> store, Effect<T> effect) {
        OutboxEntry owed = owed(call, effect, effect.state().id());
        try {
            if (store.holdsKeys() && call.idempotency().isPresent()) {
                return insertUnderKey(call, store, effect, owed, () -> true).orElseThrow();
            }
            commits.insert(store, effect.state(), owed);
        } catch (DuplicateKey e) {
            if (!e.ofId()) {
                throw e;
            }
            // A former execution under the same key got this far; its answer is in the outbox or in the record.
            return store.find(call.workspaceId(), effect.state().id()).flatMap(loaded -> replay(call, loaded))
                    .orElseThrow(() -> e);
        }
        return effect.answer();
    }

    /**
     * The answer that was recorded for the call's idempotency key, for endpoints that do something before a command.
     *
     * @throws Problem 422 when the key belongs to another request
     */
    public Optional<Answer> replay(Call call) {
        return call.idempotency().flatMap(idempotency::replay);
    }

    private static Problem conflict() {
        return Problem.of(ProblemCode.VERSION_CONFLICT, "Too many others are changing the same resource; try again.");
    }

    /**
     * The answer of a former execution. The record is looked for after the aggregate was read: a write before that
     * left it in the outbox, or in the store before it left the outbox; a write after that fails the conditional one.
     */
    private <T extends Aggregate> Optional<Answer> replay(Call call, Loaded<T> loaded) {
        return call.idempotency().flatMap(request -> recordOf(request, loaded).filter(idempotency::holds)
                .map(record -> Idempotency.replayed(request, record)).or(() -> idempotency.replay(request)));
    }

    private <T extends Aggregate> OutboxEntry owed(Call call, Effect<T> effect, String claimedId) {
        List<Event> events = events(effect, effect.state().workspaceId(), call.now(), Actor.of(call.principal()),
                call.requestId());
        long number = effect.state().version();
        return call.idempotency().map(request -> OutboxEntry.answered(number, events, effect.companions(),
                idempotency.finished(request, claimedId, effect.answer())))
                .orElseGet(() -> new OutboxEntry(number, events, effect.companions(), Optional.empty()));
    }

    private List<Event> events(Effect<?> effect, String workspaceId, Instant now, Actor actor, String requestId) {
        return effect.events().stream().map(draft -> new Event(idOf(draft, now), workspaceId, 0, now, actor, draft,
                requestId)).toList();
    }

    private String idOf(EventDraft draft, Instant now) {
        return draft.message() == null ? ids.next(ResourceType.EVENT, now)
                : ResourceType.EVENT.like(draft.message().id());
    }
}
