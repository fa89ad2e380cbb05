package dev.nightdesk.api.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many requests at once. */
public final class Together {
    private Together() {
    }

    /** The results of so many tasks, numbered from 0, that all begin at the same moment. */
    public static <T> List<T> run(int count, IntFunction<T> task) {
        CountDownLatch ready = new CountDownLatch(count);
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            tasks.add(() -> {
                ready.countDown();
                ready.await();
                return task.apply(number);
            });
        }
        List<T> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return results;
    }
}
