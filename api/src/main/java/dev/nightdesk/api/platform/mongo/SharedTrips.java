package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoInterruptedException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Look-ups and writes that share trips to the database: those that come while one is under way leave together with the
 * next, so that the busier a node is, the less each costs. A lone one goes at once.
 *
 * <p>Trips may gather: one waits for as many as the last carried, who are likely to be back, though not for long. And
 * they may be prepared: what must be known before one leaves is found out while the one before it is still under way.
 */
final class SharedTrips<K, V> {
    /** How long trips that write gather: long beside a trip, short beside what people notice. */
    static final Duration GATHERING = Duration.ofMillis(5);
    private static final int MOST_AT_ONCE = 100;
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);

    private final Function<List<K>, Supplier<Map<K, V>>> preparation;
    private final long gathering;
    private final Queue<Question<K, V>> waiting = new ConcurrentLinkedQueue<>();
    private final Overdue overdue;
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean preparing = new AtomicBoolean();
    private final Semaphore road = new Semaphore(1);
    private volatile Thread gatherer;
    private volatile int carried;
    private volatile long departed = System.nanoTime();

    private record Question<K, V>(K key, CompletableFuture<V> answer) {
    }

    /** Trips for many keys at once; whoever waits longer than the patience is told that it timed out. */
    SharedTrips(Function<List<K>, Map<K, V>> trip, Duration patience) {
        this(trip, patience, Duration.ZERO);
    }

    /** The same; one trip follows another that much later, or sooner if as many wait as went with the last. */
    SharedTrips(Function<List<K>, Map<K, V>> trip, Duration patience, Duration gathering) {
        this(patience, gathering, keys -> {
            Map<K, V> found = trip.apply(keys);
            return () -> found;
        });
    }

    private SharedTrips(Duration patience, Duration gathering, Function<List<K>, Supplier<Map<K, V>>> preparation) {
        this.preparation = preparation;
        this.overdue = new Overdue(patience);
        this.gathering = gathering.toNanos();
    }

    /** Trips of two steps: the preparation of one, which returns the trip, is made while the last is under way. */
    static <K, V> SharedTrips<K, V> prepared(Function<List<K>, Supplier<Map<K, V>>> preparation, Duration patience,
            Duration gathering) {
        return new SharedTrips<>(patience, gathering, preparation);
    }

    /** How long an operation of the collection may take. */
    static Duration patience(MongoCollection<?> collection) {
        return patience(collection.getTimeout(TimeUnit.MILLISECONDS));
    }

    /** How long an operation of the database may take. */
    static Duration patience(MongoDatabase database) {
        return patience(database.getTimeout(TimeUnit.MILLISECONDS));
    }

    private static Duration patience(Long millis) {
        return millis == null ? USUAL_PATIENCE : Duration.ofMillis(millis);
    }

    /** The value of the key, as it is at some moment between the call and its return; null where there is none. */
    V ask(K key) {
        Question<K, V> question = join(key);
        travel();
        return await(question);
    }

    /**
     * The same for a caller who has something else to do before he needs the value and asks the supplier for it. The
     * first to do so makes the trip, for all who have asked ahead by then; until then the value may not be looked up.
     */
    Supplier<V> askAhead(K key) {
        Question<K, V> question = join(key);
        return () -> {
            if (!question.answer().isDone()) {
                travel();
            }
            return await(question);
        };
    }

    private Question<K, V> join(K key) {
        Question<K, V> question = new Question<>(key, new CompletableFuture<>());
        waiting.add(question);
        if (size.incrementAndGet() == carried) {
            LockSupport.unpark(gatherer);
        }
        return question;
    }

    private V await(Question<K, V> question) {
        Overdue.Waiting wait = overdue.watch(question.answer());
        try {
            return question.answer().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MongoInterruptedException("interrupted while waiting for a shared trip", e);
        } finally {
            wait.end();
        }
    }

    /** How many wait for the next trip. */
    int waiting() {
        return size.get();
    }

    /** Makes one trip for all who wait; for those who came meanwhile another thread is on its way before they hear. */
    private void travel() {
        if (waiting.isEmpty() || !preparing.compareAndSet(false, true)) {
            return;
        }
        Trip<K, V> trip;
        try {
            trip = prepare(gather());
            road.acquireUninterruptibly();
        } finally {
            preparing.set(false);
            if (!waiting.isEmpty()) {
                Thread.startVirtualThread(this::travel);
            }
        }
        Runnable answers;
        try {
            answers = trip.make();
        } finally {
            road.release();
        }
        answers.run();
    }

    private List<Question<K, V>> gather() {
        awaitAsManyAsBefore();
        departed = System.nanoTime();
        List<Question<K, V>> questions = new ArrayList<>();
        for (Question<K, V> next = waiting.poll(); next != null; next = next(questions)) {
            questions.add(next);
        }
        carried = questions.size();
        size.addAndGet(-carried);
        return questions;
    }

    /** Whoever went with the last trip and has its answer is likely to ask again. */
    private void awaitAsManyAsBefore() {
        gatherer = Thread.currentThread();
        long left = departed + gathering - System.nanoTime();
        while (left > 0 && size.get() < carried) {
            LockSupport.parkNanos(this, left);
            left = Thread.currentThread().isInterrupted() ? 0 : departed + gathering - System.nanoTime();
        }
        gatherer = null;
    }

    private Question<K, V> next(List<Question<K, V>> questions) {
        return questions.size() + 1 < MOST_AT_ONCE ? waiting.poll() : null;
    }

    private Trip<K, V> prepare(List<Question<K, V>> questions) {
        if (questions.isEmpty()) {
            return new Trip<>(questions, Map::of);
        }
        try {
            return new Trip<>(questions, preparation.apply(questions.stream().map(Question::key).distinct().toList()));
        } catch (RuntimeException e) {
            return new Trip<>(questions, () -> {
                throw e;
            });
        }
    }

    private record Trip<K, V>(List<Question<K, V>> questions, Supplier<Map<K, V>> found) {
        /** What is left to do is to tell those who asked. */
        private Runnable make() {
            try {
                Map<K, V> values = found.get();
                return () -> questions.forEach(question -> question.answer().complete(values.get(question.key())));
            } catch (RuntimeException e) {
                return () -> questions.forEach(question -> question.answer().completeExceptionally(e));
            }
        }
    }
}
