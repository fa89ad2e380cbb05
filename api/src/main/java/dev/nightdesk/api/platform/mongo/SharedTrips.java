package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Look-ups and writes that share trips to the database: those that come while one is under way leave together with the
 * next, so that the busier a node is, the less each costs. A lone one goes at once.
 */
final class SharedTrips<K, V> {
    private static final int MOST_AT_ONCE = 100;
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

    private final Function<List<K>, Map<K, V>> trip;
    private final Duration patience;
    private final Queue<Question<K, V>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean travelling = new AtomicBoolean();

    private record Question<K, V>(K key, CompletableFuture<V> answer) {
    }

    /** Trips for many keys at once; whoever waits longer than the patience is told that it timed out. */
    SharedTrips(Function<List<K>, Map<K, V>> trip, Duration patience) {
        this.trip = trip;
        this.patience = patience;
    }

    /** How long an operation of the collection may take. */
    static Duration patience(MongoCollection<?> collection) {
        Long millis = collection.getTimeout(TimeUnit.MILLISECONDS);
        return millis == null ? USUAL_PATIENCE : Duration.ofMillis(millis);
    }

    /** The value of the key, as it is at some moment between the call and its return; null where there is none. */
    V ask(K key) {
        Question<K, V> question = new Question<>(key, new CompletableFuture<>());
        waiting.add(question);
        travel();
        try {
            return question.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new MongoOperationTimeoutException("a shared trip took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MongoInterruptedException("interrupted while waiting for a shared trip", e);
        }
    }

    /** How many wait for the next trip. */
    int waiting() {
        return waiting.size();
    }

    /** Makes one trip for all who wait; for those who came meanwhile another thread makes the next. */
    private void travel() {
        if (waiting.isEmpty() || !travelling.compareAndSet(false, true)) {
            return;
        }
        try {
            List<Question<K, V>> questions = new ArrayList<>();
            for (Question<K, V> next = waiting.poll(); next != null; next = next(questions)) {
                questions.add(next);
            }
            answer(questions);
        } finally {
            travelling.set(false);
            if (!waiting.isEmpty()) {
                Thread.startVirtualThread(this::travel);
            }
        }
    }

    private Question<K, V> next(List<Question<K, V>> questions) {
        return questions.size() + 1 < MOST_AT_ONCE ? waiting.poll() : null;
    }

    private void answer(List<Question<K, V>> questions) {
        if (questions.isEmpty()) {
            return;
        }
        try {
            Map<K, V> found = trip.apply(questions.stream().map(Question::key).distinct().toList());
            questions.forEach(question -> question.answer().complete(found.get(question.key())));
        } catch (RuntimeException e) {
            questions.forEach(question -> question.answer().completeExceptionally(e));
        }
    }
}
