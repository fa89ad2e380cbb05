package dev.nightdesk.api.stream;

import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The ends of logs that somebody on this node follows: one tail for each workspace, however many streams hang on it.
 * A tail is read when this node's relay says so, and twice a second for what other nodes have appended.
 */
final class EventTails implements Worker {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int EVENTS_AT_ONCE = 200;

    private final EventLog log;
    private final CustomerEvents customers;
    private final Map<String, Tail> tails = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private Instant lookedAt = Instant.EPOCH;

    private static final class Tail {
        private final ReentrantLock lock = new ReentrantLock();
        private final Set<EventStream> streams = new CopyOnWriteArraySet<>();
        private volatile long position;
    }

    EventTails(EventLog log, CustomerEvents customers) {
        this.log = log;
        this.customers = customers;
    }

    @Override
    public String name() {
        return "event-tails";
    }

    /** Events of the workspace have become visible; whether anybody here follows it. */
    boolean tell(String workspaceId) {
        boolean followed = tails.containsKey(workspaceId);
        if (followed) {
            told.add(workspaceId);
        }
        return followed;
    }

    /** Hands the stream all events from now on; false while it has not read as far as the tail. */
    boolean attach(EventStream stream, long position) {
        boolean[] attached = {true};
        tails.compute(stream.reader().workspaceId(), (id, present) -> {
            Tail tail = present == null ? new Tail() : present;
            tail.lock.lock();
            try {
                if (tail.streams.isEmpty()) {
                    tail.position = position;
                }
                attached[0] = position >= tail.position;
                if (attached[0]) {
                    tail.streams.add(stream);
                }
                return tail;
            } finally {
                tail.lock.unlock();
            }
        });
        told.add(stream.reader().workspaceId());
        return attached[0];
    }

    void detach(EventStream stream) {
        tails.computeIfPresent(stream.reader().workspaceId(), (id, tail) -> {
            tail.streams.remove(stream);
            return tail.streams.isEmpty() ? null : tail;
        });
    }

    @Override
    public int runOnce(Instant now) {
        boolean look = !now.isBefore(lookedAt.plus(BETWEEN_LOOKS)) || now.isBefore(lookedAt);
        List<String> due = look ? new ArrayList<>(tails.keySet()) : new ArrayList<>(told);
        if (look) {
            lookedAt = now;
        }
        told.removeAll(due);
        return due.stream().mapToInt(this::read).sum();
    }

    private int read(String workspaceId) {
        Tail tail = tails.get(workspaceId);
        if (tail == null) {
            return 0;
        }
        int read = 0;
        List<Event> events;
        do {
            events = log.after(workspaceId, tail.position, EVENTS_AT_ONCE);
            hand(tail, events);
            read += events.size();
        } while (events.size() == EVENTS_AT_ONCE);
        return read;
    }

    private void hand(Tail tail, List<Event> events) {
        tail.lock.lock();
        try {
            for (Event event : events) {
                if (event.sequence() > tail.position) {
                    SentEvent sent = new SentEvent(event, customers);
                    tail.streams.forEach(stream -> stream.offer(sent));
                    tail.position = event.sequence();
                }
            }
        } finally {
            tail.lock.unlock();
        }
    }
}
