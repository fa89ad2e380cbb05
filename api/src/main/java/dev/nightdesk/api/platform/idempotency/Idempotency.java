package dev.nightdesk.api.platform.idempotency;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.http.ProblemDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The rules of idempotency keys: who executes, who is replayed, who waits. Keys live in real time, also in workspaces
 * with a test clock: they guard against networks, not against calendars.
 */
public final class Idempotency {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final String REPLAYED = "Idempotent-Replayed";
    private static final Set<Integer> RECORDED_REFUSALS = Set.of(404, 409, 412, 422);

    private final IdempotencyStore store;
    private final InstantSource clock;
    /** What this node has answered and the relay may not have written yet. */
    private final Cache<String, IdempotencyRecord> recent = Caffeine.newBuilder().maximumSize(50_000)
            .expireAfterWrite(Duration.ofMinutes(1)).executor(Runnable::run).build();

    /** The rules over the store. */
    public Idempotency(IdempotencyStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The recorded answer, if the request was finished before.
     *
     * @throws Problem 422 when the key belongs to another request
     */
    public Optional<Answer> replay(IdempotentRequest request) {
        Optional<IdempotencyRecord> record = Optional.ofNullable(recent.getIfPresent(request.id()))
                .filter(this::holds)
                .or(() -> store.find(request, clock.instant()));
        record.ifPresent(found -> request.checkSame(found.request()));
        return record.filter(IdempotencyRecord::finished).map(found -> replayed(request, found));
    }

    /** The recorded answer, marked as a repetition. */
    public static Answer replayed(IdempotentRequest request, IdempotencyRecord record) {
        request.checkSame(record.request());
        return record.answer().header(REPLAYED, "true");
    }

    /** The recorded answer, or else the execution's, which is then recorded; without a key simply the execution's. */
    public Answer once(Optional<IdempotentRequest> request, Supplier<Answer> execution, String requestId) {
        if (request.isEmpty()) {
            return execution.get();
        }
        return replay(request.get()).orElseGet(() -> record(request.get(), execution, requestId));
    }

    /** Whether the record is still of its time: afterwards its key is free. */
    public boolean holds(IdempotencyRecord record) {
        return record.expiresAt().isAfter(clock.instant());
    }

    /** Whether the answer repeats a recorded one. */
    public static boolean isReplay(Answer answer) {
        return answer.headers().containsKey(REPLAYED);
    }

    /** Executes and sees to it that the outcome is recorded, unless the execution recorded it in its own write. */
    public Answer record(IdempotentRequest request, Supplier<Answer> execution, String requestId) {
        try {
            return recorded(request, execution.get());
        } catch (Problem problem) {
            throw recorded(request, problem, requestId);
        }
    }

    /**
     * The same for an execution that looks for a recorded answer by itself before it changes anything. It may be
     * refused before it gets there, so that what was recorded is looked for once more then.
     */
    public Answer recordReplaying(IdempotentRequest request, Supplier<Answer> execution, String requestId) {
        try {
            return recorded(request, execution.get());
        } catch (Problem problem) {
            return replay(request).orElseThrow(() -> recorded(request, problem, requestId));
        }
    }

    private Answer recorded(IdempotentRequest request, Answer answer) {
        if (recent.getIfPresent(request.id()) == null && !isReplay(answer)) {
            write(finished(request, null, answer));
        }
        return answer;
    }

    private Problem recorded(IdempotentRequest request, Problem problem, String requestId) {
        if (RECORDED_REFUSALS.contains(problem.code().status()) && !aboutTheKey(problem.code())) {
            write(finished(request, null, ProblemDocument.answer(problem, requestId)));
        }
        return problem;
    }

    /**
     * What stands under a key.
     *
     * @param resourceId the id set aside for what the request makes; null when the request was finished without one
     * @param replay the answer, once it is finished
     */
    public record Claim(String resourceId, Optional<Answer> replay) {
    }

    /** Sets an id aside for what the request makes, or tells what a former execution has set aside or answered. */
    public Claim claim(IdempotentRequest request, String freshId) {
        Instant now = clock.instant();
        IdempotencyRecord standing = store.claim(
                new IdempotencyRecord(request, freshId, now.plus(LEASE), null, now.plus(KEPT)), now);
        request.checkSame(standing.request());
        return new Claim(standing.resourceId(), standing.finished() ? Optional.of(replayed(request, standing))
                : Optional.empty());
    }

    /**
     * Goes on with a former execution that left no trace.
     *
     * @throws Problem 409 while that one may still be running
     */
    public void resume(IdempotentRequest request) {
        Instant now = clock.instant();
        IdempotencyRecord standing = store.find(request, now).orElseThrow(Idempotency::inProgress);
        boolean expired = standing.leaseUntil() != null && standing.leaseUntil().isBefore(now);
        if (!expired || !store.takeOver(standing, now.plus(LEASE))) {
            throw inProgress();
        }
    }

    /** Executes; when it fails in a way that is not recorded, the key is free again at once. */
    public Answer releasing(IdempotentRequest request, Supplier<Answer> execution) {
        try {
            return execution.get();
        } catch (Problem problem) {
            if (!RECORDED_REFUSALS.contains(problem.code().status())) {
                store.release(request);
            }
            throw problem;
        }
    }

    /** Frees the key of an execution that wrote nothing. */
    public void release(IdempotentRequest request) {
        store.release(request);
    }

    /** A finished record, alive for 24 hours from now; the id is that of the claim before it, null for none. */
    public IdempotencyRecord finished(IdempotentRequest request, String claimedId, Answer answer) {
        return new IdempotencyRecord(request, claimedId, null, answer, clock.instant().plus(KEPT));
    }

    /** Whether the request's key is free; asks the store unless this node has what stands under it at hand. */
    public BooleanSupplier isFree(IdempotentRequest request) {
        return recent.getIfPresent(request.id()) == null ? store.isFree(request) : () -> false;
    }

    /** Keeps a record that is on its way to the store at hand on this node. */
    public void remember(IdempotencyRecord record) {
        recent.put(record.request().id(), record);
    }

    private void write(IdempotencyRecord record) {
        store.finish(List.of(record));
        remember(record);
    }

    private static boolean aboutTheKey(ProblemCode code) {
        return code == ProblemCode.IDEMPOTENCY_IN_PROGRESS || code == ProblemCode.IDEMPOTENCY_KEY_REUSED
                || code == ProblemCode.VERSION_CONFLICT;
    }

    private static Problem inProgress() {
        return Problem.of(ProblemCode.IDEMPOTENCY_IN_PROGRESS,
                "The first request with this idempotency key is still running.").header("Retry-After", "1");
    }
}
