package dev.nightdesk.api.event;

import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;

/** Finds the event after which a reader wants to go on. */
public final class EventPlace {
    /** The id of no event, before all others: the place to begin at when nothing has happened yet. */
    public static final String BEGINNING = "evt_00000000000000000000000000";

    private EventPlace() {
    }

    /**
     * The number of the event, 0 for the beginning.
     *
     * @throws Problem 400 for an id that the log never had, 410 for one past retention
     */
    public static long sequence(EventLog log, String workspaceId, String id) {
        return id.equals(BEGINNING) ? 0 : of(log, workspaceId, id).sequence();
    }

    /**
     * The event of the workspace's log.
     *
     * @throws Problem 400 for an id that the log never had, 410 for one past retention
     */
    public static Event of(EventLog log, String workspaceId, String id) {
        if (!ResourceType.EVENT.matches(id)) {
            throw unknown();
        }
        return log.find(workspaceId, id).orElseThrow(() -> log.expired(workspaceId, id)
                ? Problem.of(ProblemCode.EVENT_EXPIRED, "The event is past retention; begin anew without its id.")
                : unknown());
    }

    private static Problem unknown() {
        return Problem.of(ProblemCode.INVALID_EVENT_ID, "This is not the id of an event of this workspace.");
    }
}
