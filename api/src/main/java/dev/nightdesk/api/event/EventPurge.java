package dev.nightdesk.api.event;

import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Removes events that have been kept as long as their workspace wants, one page of workspaces after the other. */
public final class EventPurge implements Worker {
    private static final int MOST_AT_ONCE = 500;

    private final EventLog log;
    private final Function<Optional<Position>, Page<Kept>> workspaces;
    private final Function<String, Instant> time;
    private Optional<Position> next = Optional.empty();

    /**
     * How long a workspace keeps its events.
     *
     * @param retention from when an event happened
     */
    public record Kept(String workspaceId, Duration retention) {
    }

    /**
     * A purge of the log.
     *
     * @param workspaces a page of all workspaces
     * @param time a workspace's own, by which its events happened
     */
    public EventPurge(EventLog log, Function<Optional<Position>, Page<Kept>> workspaces,
            Function<String, Instant> time) {
        this.log = log;
        this.workspaces = workspaces;
        this.time = time;
    }

    @Override
    public String name() {
        return "event-purge";
    }

    /** Comes back at once while there are workspaces it has not looked at. */
    @Override
    public int runOnce(Instant now) {
        Page<Kept> page = workspaces.apply(next);
        int purged = 0;
        for (Kept kept : page.data()) {
            Instant until = time.apply(kept.workspaceId()).minus(kept.retention());
            purged += log.purge(kept.workspaceId(), until, MOST_AT_ONCE);
        }
        if (purged == 0) {
            next = page.next();
        }
        return purged + (next.isPresent() ? 1 : 0);
    }
}
