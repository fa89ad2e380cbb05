package dev.nightdesk.api.platform.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * A few hands for a portion of small, independent works that mostly wait for the database: while one waits for its
 * write to be safe, the others share that wait.
 *
 * @param hands how many work at once
 */
public record Crew(int hands) {
    /** Does them all and returns when all are done; a failure is thrown then, and keeps nobody else from going on. */
    public <T> void each(List<T> works, Consumer<T> doing) {
        if (works.size() < 2) {
            works.forEach(doing);
            return;
        }
        List<Future<?>> outcomes = new ArrayList<>(works.size());
        try (ExecutorService workers = Executors.newFixedThreadPool(Math.min(hands, works.size()),
                Thread.ofVirtual().factory())) {
            works.forEach(work -> outcomes.add(workers.submit(() -> doing.accept(work))));
        }
        outcomes.forEach(Crew::check);
    }

    private static void check(Future<?> outcome) {
        try {
            outcome.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
