package dev.nightdesk.api.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventCursor;
import dev.nightdesk.api.platform.event.EventCursorStore;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.time.Timestamps;
import dev.nightdesk.api.platform.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Plans a delivery for each event and each endpoint that wants it. It follows each workspace's log by a durable cursor
 * that moves only after the deliveries are stored; a crash in between repeats them, and each is stored once.
 */
public final class EventFanOut implements Worker {
    private static final String READER = "webhooks";
    private static final Duration LEASE = Duration.ofSeconds(10);
    /** A log that no node has looked at for so long may have lost the node that was told of its last events. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    /** Each round of work looks for what it was told; what was forgotten has waited ten seconds already. */
    private static final Duration BETWEEN_SEARCHES = Duration.ofSeconds(1);
    private static final int EVENTS_AT_ONCE = 200;
    private static final int FORGOTTEN_AT_ONCE = 50;

    private final EventLog log;
    private final EventCursorStore cursors;
    private final WebhookEndpointStore endpoints;
    private final WebhookDeliveryStore deliveries;
    private final LaneStore lanes;
    private final WebhookDispatcher dispatcher;
    private final RetrySchedule schedule;
    private final RandomGenerator random;
    /** Whoever wants to have caught up waits for what is being planned. */
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Instant searched = Instant.EPOCH;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    /** Workspaces where nobody listened a moment ago: what they are told of can wait until it is worth a look. */
    private final Cache<String, Boolean> unheard = Caffeine.newBuilder().expireAfterWrite(BETWEEN_LOOKS)
            .executor(Runnable::run).build();

    EventFanOut(EventLog log, EventCursorStore cursors, LaneRoom room, WebhookDispatcher dispatcher) {
        this.log = log;
        this.cursors = cursors;
        this.endpoints = room.endpoints();
        this.deliveries = room.deliveries();
        this.lanes = room.lanes();
        this.dispatcher = dispatcher;
        this.schedule = room.settings().schedule();
        this.random = room.random();
    }

    @Override
    public String name() {
        return "webhook-fan-out";
    }

    /** Begins to follow a workspace's log after the number, unless it follows it already. */
    void begin(String workspaceId, long sequence) {
        cursors.begin(READER, workspaceId, sequence);
        unheard.invalidate(workspaceId);
    }

    /** The number of the workspace's last event that deliveries are planned for; empty where nobody ever listened. */
    public OptionalLong planned(String workspaceId) {
        return cursors.find(READER, workspaceId).map(cursor -> OptionalLong.of(cursor.sequence()))
                .orElseGet(OptionalLong::empty);
    }

    /** Events of the workspace have become visible. */
    public void tell(String workspaceId) {
        told.add(workspaceId);
    }

    @Override
    public int runOnce(Instant now) {
        Instant real = Timestamps.truncate(now);
        int done = 0;
        for (String workspaceId : List.copyOf(told)) {
            done += unheard.getIfPresent(workspaceId) == null ? follow(workspaceId, real) : 0;
        }
        for (String workspaceId : forgotten(real)) {
            done += follow(workspaceId, real);
        }
        return done;
    }

    private List<String> forgotten(Instant now) {
        if (Duration.between(searched, now).abs().compareTo(BETWEEN_SEARCHES) < 0) {
            return List.of();
        }
        List<String> found = cursors.untouched(READER, now.minus(FORGOTTEN), FORGOTTEN_AT_ONCE);
        searched = found.size() < FORGOTTEN_AT_ONCE ? now : Instant.EPOCH;
        return found;
    }

    /** Returns once deliveries are planned for all events that this node has been told of. */
    public void catchUp(Instant now) {
        Instant real = Timestamps.truncate(now);
        turn.lock();
        try {
            List.copyOf(told).forEach(workspaceId -> follow(workspaceId, real));
        } finally {
            turn.unlock();
        }
    }

    /** Plans what is new in a log; how many events that was. */
    private int follow(String workspaceId, Instant now) {
        turn.lock();
        try {
            return followAlone(workspaceId, now);
        } finally {
            turn.unlock();
        }
    }

    private int followAlone(String workspaceId, Instant now) {
        told.remove(workspaceId);
        Optional<EventCursor> cursor = cursors.claim(READER, workspaceId, now, now.plus(LEASE));
        if (cursor.isEmpty()) {
            if (cursors.find(READER, workspaceId).isPresent()) {
                // Whoever holds it may have read the log before the event that we were told of.
                told.add(workspaceId);
            } else {
                unheard.put(workspaceId, true);
            }
            return 0;
        }
        return follow(cursor.get(), now);
    }

    private int follow(EventCursor claimed, Instant now) {
        EventCursor cursor = claimed;
        int planned = 0;
        boolean held = true;
        boolean more = true;
        while (held && more) {
            List<Event> events = log.after(cursor.workspaceId(), cursor.sequence(), EVENTS_AT_ONCE);
            if (!events.isEmpty()) {
                plan(cursor.workspaceId(), events, now);
                cursor = cursor.at(events.getLast().sequence());
                planned += events.size();
            }
            more = events.size() == EVENTS_AT_ONCE;
            held = more ? cursors.advance(cursor, now.plus(LEASE)) : cursors.release(cursor, now);
        }
        return planned;
    }

    /** The endpoints are read after the events: whoever was made before an event happened gets it. */
    private void plan(String workspaceId, List<Event> events, Instant now) {
        List<WebhookEndpoint> listening = endpoints.all(workspaceId);
        List<WebhookDelivery> planned = new ArrayList<>();
        Set<String> concerned = new LinkedHashSet<>();
        for (Event event : events) {
            for (WebhookEndpoint endpoint : listening) {
                if (endpoint.wants(event)) {
                    planned.add(WebhookDelivery.planned(endpoint, event, now, schedule, random));
                    concerned.add(endpoint.id());
                }
            }
        }
        if (!planned.isEmpty()) {
            deliveries.plan(planned);
            lanes.signal(workspaceId, concerned, now);
            dispatcher.call(concerned);
        }
    }
}
