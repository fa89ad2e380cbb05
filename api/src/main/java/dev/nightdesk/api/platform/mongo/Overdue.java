package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoOperationTimeoutException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the wait for answers that do not come in time. One look at all of them every tenth of the patience takes the
 * place of a timer for each, which was a tenth of what an append cost a node: nearly all are answered in milliseconds.
 */
final class Overdue {
    private static final int LOOKS = 10;

    private final long patience;
    private final Executor nextLook;
    /** All have the same patience, so that the first is the first to be overdue. */
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** One wait. What was answered is let go at once; only this is kept until the next look. */
    static final class Waiting {
        private final long since = System.nanoTime();
        private volatile CompletableFuture<?> answer;

        private Waiting(CompletableFuture<?> answer) {
            this.answer = answer;
        }

        /** It is over. */
        void end() {
            answer = null;
        }

        private boolean endsBy(long now, long patience) {
            CompletableFuture<?> pending = answer;
            if (pending != null && now - since >= patience) {
                pending.completeExceptionally(new MongoOperationTimeoutException("a shared trip took too long"));
            }
            return pending == null || pending.isDone();
        }
    }

    /** Whoever waits longer than the patience, and a tenth of it at most, is told that it timed out. */
    Overdue(Duration patience) {
        this.patience = patience.toNanos();
        this.nextLook = CompletableFuture.delayedExecutor(this.patience / LOOKS, TimeUnit.NANOSECONDS, Runnable::run);
    }

    /** Begins to count. */
    Waiting watch(CompletableFuture<?> answer) {
        Waiting wait = new Waiting(answer);
        if (!answer.isDone()) {
            waiting.add(wait);
            lookLater();
        }
        return wait;
    }

    private void lookLater() {
        if (!waiting.isEmpty() && looking.compareAndSet(false, true)) {
            nextLook.execute(this::look);
        }
    }

    private void look() {
        long now = System.nanoTime();
        for (Waiting first = waiting.peek(); first != null && first.endsBy(now, patience); first = waiting.peek()) {
            waiting.remove();
        }
        looking.set(false);
        lookLater();
    }
}
