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
    private static final System.Logger LOG = System.getLogger(WebhookDispatcher.class.getName());
    private static final int MOST_AT_ONCE = 200;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private final LaneRoom room;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    /** What the database would not hear of, by endpoint. */
    private final Map<String, News> unheard = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    private record Running(LaneRun run, Thread thread) {
    }

    /**
     * What a request has stored about an endpoint.
     *
     * @param forgiving whether its earlier failures count no more
     */
    private record News(String workspaceId, String endpointId, boolean forgiving) {
        News and(News later) {
            return new News(workspaceId, endpointId, forgiving || later.forgiving);
        }
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
        unheard.values().forEach(this::tell);
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

    /**
     * The endpoint was changed or deleted here, or something stored for it: whoever works for it looks at it anew. This
     * never fails. What is stored stands, so while the database is away the worker tells again until it is heard.
     */
    void announce(String workspaceId, String endpointId) {
        announce(new News(workspaceId, endpointId, false));
    }

    /** The same, and the endpoint begins with a fresh window in which it may fail. */
    void announceForgiven(String workspaceId, String endpointId) {
        announce(new News(workspaceId, endpointId, true));
    }

    private void announce(News news) {
        News all = unheard.merge(news.endpointId(), news, News::and);
        try {
            tell(all);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "lanes hear later of what is stored for " + news.endpointId(), e);
        }
    }

    private void tell(News news) {
        Instant now = Timestamps.truncate(room.clock().instant());
        if (news.forgiving()) {
            room.lanes().forgive(news.workspaceId(), news.endpointId(), now);
        } else {
            room.lanes().signal(news.workspaceId(), List.of(news.endpointId()), now);
        }
        unheard.remove(news.endpointId(), news);
        Running present = running.get(news.endpointId());
        if (present == null) {
            take(news.endpointId());
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
