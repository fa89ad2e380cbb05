package dev.nightdesk.api.platform.aggregate;

import dev.nightdesk.api.platform.aggregate.Entries.Cause;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.idempotency.Idempotency;
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
    static final int MOST_ATTEMPTS = 50;

    private final Idempotency idempotency;
    private final Commits commits;
    private final Ids ids;
    private final Entries entries;
    private final Creations creations;
    private final Turns turns = new Turns();

    /** Commands whose outboxes are emptied by the given room. */
    public Commands(Idempotency idempotency, Outboxes outboxes, Ids ids) {
        this.idempotency = idempotency;
        this.commits = new Commits(outboxes, idempotency);
        this.ids = ids;
        this.entries = new Entries(idempotency, ids);
        this.creations = new Creations(idempotency, commits, ids, entries);
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
            Optional<Answer> replay = entries.replay(call, loaded);
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
        Optional<Effect<T>> made = Guess.decided(guess.value(), decide)
                .filter(effect -> effect.state().version() != guess.value().version())
                .filter(effect -> commits.update(store, guess, effect.state(), entries.of(call, effect, null),
                        unanswered));
        if (made.isEmpty()) {
            commits.forget(store, call.workspaceId(), guess.value().id());
        }
        return made;
    }

    /** The key is looked up before the write leaves, with those of all writes that share the trip. */
    private BooleanSupplier unanswered(Call call, Loaded<?> guess) {
        return call.idempotency().map(request -> Entries.recordOf(request, guess).isEmpty()
                ? idempotency.isFree(request) : (BooleanSupplier) () -> false).orElse(() -> true);
    }

    private <T extends Aggregate> boolean write(Call call, AggregateStore<T> store, Loaded<T> before,
            Effect<T> effect) {
        return commits.update(store, before, effect.state(), entries.of(call, effect, null), () -> true);
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
        return creations.create(call, type, store, decide);
    }

    /**
     * The same where the decision does nothing but decide. In a store that holds keys no id is set aside then: the new
     * aggregate is written with the key, which is unique there, and a repetition finds it by that.
     *
     * @throws DuplicateKey when a unique key other than the id is taken
     */
    public <T extends Aggregate> Answer createAtOnce(Call call, ResourceType type, AggregateStore<T> store,
            Function<String, Effect<T>> decide) {
        return creations.createAtOnce(call, type, store, decide);
    }

    /**
     * The same on a guess at something that the decision depends on. A refusal may be due to a state that has passed,
     * so it is left to be repeated.
     *
     * @return empty when nothing was made, for whatever reason: then it is to be tried on what is certain
     * @throws DuplicateKey when a unique key other than the id is taken
     */
    public <T extends Aggregate> Optional<Answer> createByGuess(Call call, ResourceType type, AggregateStore<T> store,
            Guess<Function<String, Effect<T>>> decide) {
        return creations.createByGuess(call, type, store, decide);
    }

    /** Adds an aggregate whose id the caller knows already. */
    public <T extends Aggregate> Answer insert(Call call, AggregateStore<T> store, Effect<T> effect) {
        return creations.insert(call, store, effect);
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
        commits.insert(store, state, entries.of(effect, state.version(), new Cause(now, actor, null)));
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
            OutboxEntry owed = entries.of(effect, loaded.value().version() + 1, Cause.of(call));
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
        return apply(store, workspaceId, id, store.find(workspaceId, id), decide, Cause.own(now));
    }

    /** The same for an aggregate that was read a moment ago; should it have changed since, it is read again. */
    public <T extends Aggregate> boolean apply(AggregateStore<T> store, Loaded<T> read, Instant now,
            Function<T, Optional<Effect<T>>> decide) {
        return apply(store, read.value().workspaceId(), read.value().id(), Optional.of(read), decide, Cause.own(now));
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
            sweep.decide(loaded, decide, effect -> entries.of(effect, effect.state().version(), Cause.own(now)));
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
        return apply(store, call.workspaceId(), id, store.find(call.workspaceId(), id), decide, Cause.of(call));
    }

    private <T extends Aggregate> boolean apply(AggregateStore<T> store, String workspaceId, String id,
            Optional<Loaded<T>> read, Function<T, Optional<Effect<T>>> decide, Cause cause) {
        Optional<Loaded<T>> loaded = read;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<Effect<T>> effect = loaded.map(Loaded::value).flatMap(decide);
            if (effect.isEmpty()) {
                return false;
            }
            T state = effect.get().state();
            OutboxEntry owed = entries.of(effect.get(), state.version(), cause);
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

    /**
     * The answer that was recorded for the call's idempotency key, for endpoints that do something before a command.
     *
     * @throws Problem 422 when the key belongs to another request
     */
    public Optional<Answer> replay(Call call) {
        return call.idempotency().flatMap(idempotency::replay);
    }

    static Problem conflict() {
        return Problem.of(ProblemCode.VERSION_CONFLICT, "Too many others are changing the same resource; try again.");
    }
}
