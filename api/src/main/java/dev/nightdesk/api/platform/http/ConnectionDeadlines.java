package dev.nightdesk.api.platform.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections whose requests do not arrive in time, and those whose callers do not take the answer. Helidon
 * bounds each read, which a caller that sends one byte after the other never exceeds; this bounds the headers and the
 * body as a whole. Writes it does not bound at all.
 */
final class ConnectionDeadlines implements AutoCloseable {
    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final Duration UNLIMITED = Duration.ofDays(3_650);
    private static final long SWEEP_MILLIS = 250;

    private final Map<String, Deadline> deadlines = new ConcurrentHashMap<>();
    private final Duration headerTime;
    private final Duration bodyTime;
    private final Duration answerTime;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("connection-deadlines").daemon().factory());

    private final ScheduledFuture<?> sweeping;

    private record Deadline(ConnectionContext connection, long nanos) {
    }

    /** A body is given a little longer here than by {@link RequestBody}, which can still answer. */
    ConnectionDeadlines(Limits limits) {
        this.headerTime = limits.headerTime();
        this.bodyTime = limits.bodyTime().plus(SLACK);
        this.answerTime = limits.answerTime();
        sweeping = timer.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** To be told of what arrives. */
    Http1ConnectionListener arrivals() {
        return new Http1ConnectionListener() {
            @Override
            public void prologue(ConnectionContext connection, HttpPrologue prologue) {
                set(connection, headerTime);
            }

            @Override
            public void headers(ConnectionContext connection, Headers headers) {
                set(connection, bodyTime);
            }
        };
    }

    /** To be told of what is sent. */
    Http1ConnectionListener departures() {
        return new Http1ConnectionListener() {
            @Override
            public void status(ConnectionContext connection, Status status) {
                set(connection, answerTime);
            }
        };
    }

    /** The answer's next piece may take as long as the first one. */
    void renew(ServerRequest request) {
        put(request, answerTime);
    }

    /** What the request's connection does next takes as long as it takes. */
    void lift(ServerRequest request) {
        put(request, UNLIMITED);
    }

    /** The answer has been taken; what the connection waits for next is bounded by others. */
    void end(ServerRequest request) {
        deadlines.remove(key(request.serverSocketId(), request.socketId()));
    }

    private void put(ServerRequest request, Duration time) {
        deadlines.computeIfPresent(key(request.serverSocketId(), request.socketId()),
                (key, deadline) -> new Deadline(deadline.connection(), System.nanoTime() + time.toNanos()));
    }

    private void set(ConnectionContext connection, Duration time) {
        deadlines.put(key(connection.socketId(), connection.childSocketId()),
                new Deadline(connection, System.nanoTime() + time.toNanos()));
    }

    private void sweep() {
        long now = System.nanoTime();
        deadlines.forEach((key, deadline) -> {
            if (deadline.nanos() - now < 0 && deadlines.remove(key, deadline)) {
                close(deadline.connection());
            }
        });
    }

    private static void close(ConnectionContext connection) {
        try {
            connection.serverSocket().close();
        } catch (RuntimeException e) {
            System.getLogger(ConnectionDeadlines.class.getName())
                    .log(System.Logger.Level.DEBUG, "a late connection was closed already", e);
        }
    }

    private static String key(String server, String connection) {
        return server + " " + connection;
    }

    @Override
    public void close() {
        sweeping.cancel(false);
        timer.shutdown();
    }
}
