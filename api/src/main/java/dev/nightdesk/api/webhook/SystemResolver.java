package dev.nightdesk.api.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The operating system's resolver. Its look-ups cannot be interrupted and hold their carrier thread, so they run on
 * platform threads of their own; concurrent look-ups of one name share one, so that a name whose server hangs holds one
 * thread however many deliveries wait for it.
 */
public final class SystemResolver implements Resolver, AutoCloseable {

    private static final int MOST_THREADS = 256;

    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();
    private final Lookup lookup;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("webhook-resolver-", 0).factory());

    /** The blocking call behind the threads. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] allByName(String host) throws UnknownHostException;
    }

    public SystemResolver() {
        this(InetAddress::getAllByName);
    }

    SystemResolver(Lookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public List<InetAddress> resolve(String host, Duration within) throws UnknownHostException {
        try {
            return shared(host).get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failure(host + " was not found in time", e);
        } catch (ExecutionException e) {
            throw failure(host + " could not be looked up", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted while looking " + host + " up", e);
        }
    }

    private CompletableFuture<List<InetAddress>> shared(String host) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> earlier = underWay.putIfAbsent(host, mine);
        if (earlier != null) {
            return earlier;
        }
        try {
            threads.execute(() -> lookUp(host, mine));
        } catch (RejectedExecutionException e) {
            underWay.remove(host, mine);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private void lookUp(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            List<InetAddress> found = List.of(lookup.allByName(host));
            underWay.remove(host, answer);
            answer.complete(found);
        } catch (UnknownHostException | RuntimeException e) {
            // Before anyone hears of it: who asks again then is not given the same failure.
            underWay.remove(host, answer);
            answer.completeExceptionally(e);
        }
    }

    private static UnknownHostException failure(String message, Throwable cause) {
        UnknownHostException failure = new UnknownHostException(message);
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
