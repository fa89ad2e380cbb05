package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.time.Timestamps;
import dev.nightdesk.api.platform.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds endpoints that have something to do and gives each a thread of its own, so that one that hangs delays no
 * other. What is told here is a hint; the worker's own search finds what was not told.
 */
public final class WebhookDispatcher implements Worker, AutoCloseable {
    private static final int MOST_AT_ONCE = 200;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final LaneRoom room;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    private record Running(LaneRun run, Thread thread) {
    }

    WebhookDispatcher(LaneRoom room) {
        this.room = room;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    @Override
    public int runOnce(Instant now) {
        if (!stopping) {
            room.lanes().due(Timestamps.truncate(now), MOST_AT_ONCE).forEach(this::take);
        }
        return 0;
    }

    /** Something was planned for these endpoints. */
    void call(Collection<String> endpointIds) {
        endpointIds.forEach(id -> {
            Running present = running.get(id);
            if (present != null) {
                present.run().call();
            }
            take(id);
        });
    }

    /** The endpoint was changed, switched or deleted here: whoever works for it looks at it anew. */
    void changed(String endpointId) {
        Running present = running.get(endpointId);
        if (present == null) {
            take(endpointId);
        } else {
            present.run().change();
        }
    }

    private void take(String endpointId) {
        if (stopping || running.containsKey(endpointId)) {
            return;
        }
        Instant now = Timestamps.truncate(room.clock().instant());
        Instant until = now.plus(room.laneLease());
        room.lanes().claim(endpointId, room.worker(), now, until).ifPresent(lane -> begin(lane, until));
    }

    private void begin(Lane lane, Instant until) {
        LaneRun run = new LaneRun(room, lane, until);
        Thread thread = Thread.ofVirtual().name("webhook-lane-" + lane.endpointId()).unstarted(() -> {
            try {
                run.run();
            } finally {
                running.computeIfPresent(lane.endpointId(), (id, one) -> one.run() == run ? null : one);
                if (run.called()) {
                    take(lane.endpointId());
                }
            }
        });
        running.put(lane.endpointId(), new Running(run, thread));
        thread.start();
    }

    /** How many endpoints this node works for at the moment. */
    public int lanes() {
        return running.size();
    }

    /** Begins nothing more; other nodes go on as soon as what is in flight here has ended. */
    public void stop() {
        stopping = true;
        running.values().forEach(one -> one.run().stop());
    }

    /** Waits a moment for the last answers, then lets go of the rest: it will be repeated by another node. */
    @Override
    public void close() {
        stop();
        List<Thread> threads = running.values().stream().map(Running::thread).toList();
        try {
            join(threads);
            threads.forEach(Thread::interrupt);
            join(threads);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for all of them together no longer than for one. */
    private static void join(List<Thread> threads) throws InterruptedException {
        long until = System.nanoTime() + LAST_ANSWERS.toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
        }
    }
}
