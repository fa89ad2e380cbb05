package dev.nightdesk.examples.replay;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Does the same to many, some at once. */
public final class Workers {

    private Workers() {
    }

    /** What is done to one. */
    @FunctionalInterface
    public interface Work<T> {

        void to(int index, T item);
    }

    /** Returns when all is done. A failure of the work itself ends it all. */
    public static <T> void each(int concurrency, List<T> items, Work<T> work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        try {
            List<Future<?>> pending = IntStream.range(0, items.size())
                    .<Future<?>>mapToObj(index -> threads.submit(() -> work.to(index, items.get(index))))
                    .toList();
            for (Future<?> future : pending) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A worker failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
