package dev.nightdesk.api.event;

import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Removes events that have been kept as long as their workspace wants, one page of workspaces after the other. What
 * webhooks have not been planned for yet is kept on, so that an outage costs none, but not for ever.
 */
public final class EventPurge implements Worker {
    private static final System.Logger LOG = System.getLogger(EventPurge.class.getName());
    private static final int MOST_AT_ONCE = 500;
    /** How long beyond its retention an event waits to be planned for. */
    static final Duration PATIENCE = Duration.ofDays(14);

    private final EventLog log;
    private final Function<Optional<Position>, Page<Kept>> workspaces;
    private final Function<String, Instant> time;
    private final Function<String, OptionalLong> planned;
    private final Consumer<List<Event>> leaving;
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
     * @param planned the number of a workspace's last event that webhooks are planned for; empty where nobody listens
     * @param leaving is shown events that bring messages, which are kept longer, before they are removed
     */
    public EventPurge(EventLog log, Function<Optional<Position>, Page<Kept>> workspaces,
            Function<String, Instant> time, Function<String, OptionalLong> planned, Consumer<List<Event>> leaving) {
        this.log = log;
        this.workspaces = workspaces;
        this.time = time;
        this.planned = planned;
        this.leaving = leaving;
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
            purged += purge(kept.workspaceId(), time.apply(kept.workspaceId()).minus(kept.retention()), now);
        }
        if (purged == 0) {
            next = page.next();
        }
        return purged + (next.isPresent() ? 1 : 0);
    }

    private int purge(String workspaceId, Instant until, Instant now) {
        OptionalLong place = planned.apply(workspaceId);
        int purged = log.purge(workspaceId, until, place.orElse(Long.MAX_VALUE), now, MOST_AT_ONCE, leaving);
        if (place.isEmpty() || purged > 0) {
            return purged;
        }
        int unseen = log.purge(workspaceId, until.minus(PATIENCE), Long.MAX_VALUE, now, MOST_AT_ONCE, leaving);
        if (unseen > 0) {
            LOG.log(System.Logger.Level.WARNING, unseen + " events of " + workspaceId
                    + " were removed for which no webhooks had been planned: nobody planned any for " + PATIENCE);
        }
        return unseen;
    }
}
