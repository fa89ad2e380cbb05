package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.NightdeskConnectionException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NightdeskInterruptedException;
import dev.nightdesk.sdk.error.NightdeskProblemException;
import dev.nightdesk.sdk.error.NightdeskTimeoutException;
import dev.nightdesk.sdk.model.Event;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Events as they happen. A connection that breaks, ends or falls silent is opened again, after the last event that was
 * handed out: whoever iterates gets every event once, in order, for as long as the log keeps them. Iterate on one
 * thread;
 * {@link #close()} may come from any.
 *
 * <pre>{@code
 * try (EventStream events = nightdesk.events().stream(cursors.load())) {
 *     for (Event event : events) {
 *         handle(event);
 *         cursors.save(event.id());
 *     }
 * }
 * }</pre>
 */
public final class EventStream implements Iterable<Event>, AutoCloseable {

    private static final int MOST_WAITING = 256;
    /** The service says something every 15 seconds. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Function<Optional<String>, InputStream> opener;
    private final Sleeper sleeper;
    private final Duration longestSilence;
    private final BlockingQueue<Received> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private Consumer<LiveSignal> signals = signal -> { };
    private volatile InputStream connection;
    private volatile boolean closed;
    private volatile long generation;
    private String cursor;
    private long sequence;
    private Duration pause = SHORTEST_PAUSE;
    private Event next;

    /** A frame, or the end of the connection it came by. */
    private record Received(long generation, EventFrame frame) {
    }

    /**
     * Opens the first connection at once, so that a refusal shows where the stream is made.
     *
     * @param after the cursor to begin after; empty for now
     */
    EventStream(Function<Optional<String>, InputStream> opener, Optional<String> after, Sleeper sleeper,
            Duration longestSilence) {
        this.opener = opener;
        this.sleeper = sleeper;
        this.longestSilence = longestSilence;
        this.cursor = after.orElse(null);
        this.connection = opener.apply(after);
    }

    static EventStream open(
            Nightdesk nightdesk, Optional<String> after, Function<Optional<String>, InputStream> opener) {
        return new EventStream(opener, after, nightdesk.transport().sleeper(), LONGEST_SILENCE);
    }

    /** Whom to tell of what passes: typing and presence, on streams of one conversation. Called while iterating. */
    public EventStream onSignal(Consumer<LiveSignal> listener) {
        signals = listener;
        return this;
    }

    /** The id of the last event that was handed out, to begin after it another time. */
    public Optional<String> cursor() {
        return Optional.ofNullable(cursor);
    }

    /**
     * The events from here on. {@code hasNext} waits for the next event and is false only after {@link #close()}; it
     * throws
     * a {@link NightdeskException} when the service refuses to go on.
     */
    @Override
    public Iterator<Event> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return fetch();
            }

            @Override
            public Event next() {
                if (!fetch()) {
                    throw new NoSuchElementException("The stream is closed");
                }
                Event event = next;
                next = null;
                cursor = event.id();
                sequence = event.sequence();
                return event;
            }
        };
    }

    private boolean fetch() {
        while (next == null && !closed) {
            if (generation == 0) {
                listen();
            }
            Received received = take();
            if (received == null || received.frame() == null) {
                reconnect();
            } else {
                receive(received.frame());
            }
        }
        return next != null;
    }

    private void receive(EventFrame frame) {
        frame.retry().ifPresent(asked -> pause = asked);
        if (frame.data() == null) {
            // The first frame tells where the stream begins, so that not even the first event can be missed.
            cursor = cursor == null ? frame.id() : cursor;
            return;
        }
        if (frame.id() == null) {
            signals.accept(LiveSignal.of(frame.event(), Json.tree(frame.data())));
            return;
        }
        Event event = Json.value(frame.data(), Event.class);
        // The service resumes strictly after the cursor; what it might repeat is dropped all the same.
        if (event.sequence() > sequence) {
            next = event;
        }
    }

    /** What comes next of the present connection; null when it has been silent for too long. */
    private Received take() {
        try {
            Received received;
            do {
                received = waiting.poll(longestSilence.toNanos(), TimeUnit.NANOSECONDS);
            } while (received != null && received.generation() != generation);
            return received;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new NightdeskInterruptedException("Interrupted while waiting for an event", e);
        }
    }

    private void reconnect() {
        Duration wait = pause;
        disconnect();
        while (!closed) {
            sleep(wait);
            try {
                connection = closed ? InputStream.nullInputStream() : opener.apply(Optional.ofNullable(cursor));
                listen();
                return;
            } catch (NightdeskConnectionException | NightdeskTimeoutException e) {
                wait = longer(wait);
            } catch (NightdeskProblemException e) {
                if (e.status() < 500 && e.status() != 429) {
                    throw e;
                }
                wait = longer(wait);
            }
        }
    }

    private static Duration longer(Duration wait) {
        Duration doubled = wait.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void listen() {
        long mine = generation + 1;
        generation = mine;
        InputStream stream = connection;
        Thread reading = new Thread(() -> read(stream, mine), "nightdesk-event-stream");
        reading.setDaemon(true);
        reading.start();
    }

    private void read(InputStream stream, long mine) {
        try (EventFrames frames = new EventFrames(stream)) {
            for (EventFrame frame = frames.next(); frame != null; frame = frames.next()) {
                if (!hand(new Received(mine, frame))) {
                    return;
                }
            }
        } catch (IOException e) {
            // Broken or ended: either way the next connection goes on where this one was.
        }
        hand(new Received(mine, null));
    }

    /** Waits for room; false once nobody listens to this connection any more. */
    private boolean hand(Received received) {
        try {
            while (!closed && generation == received.generation()) {
                if (waiting.offer(received, 1, TimeUnit.SECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void sleep(Duration wait) {
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new NightdeskInterruptedException("Interrupted between two connections", e);
        }
    }

    private void disconnect() {
        try {
            connection.close();
        } catch (IOException e) {
            // It is given up in any case.
        }
    }

    /** Ends the stream; whoever waits for the next event is told that there is none. */
    @Override
    public void close() {
        closed = true;
        disconnect();
        waiting.offer(new Received(generation, null));
    }
}
