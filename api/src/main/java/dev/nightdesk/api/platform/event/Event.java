package dev.nightdesk.api.platform.event;

import java.time.Instant;

/**
 * One fact of the log.
 *
 * @param id its id, the same wherever it is read
 * @param workspaceId whose log
 * @param sequence its number in the log, dense from 1; 0 while it still waits in an outbox
 * @param timestamp when it happened, in the workspace's time
 * @param actor who did it
 * @param draft what it says
 * @param requestId the request that caused it; null for timers
 * @param receipt what else that request was answered, if it may be repeated and the event tells the rest; or null
 */
public record Event(String id, String workspaceId, long sequence, Instant timestamp, Actor actor, EventDraft draft,
        String requestId, Receipt receipt) {
    /** The version of the API that the body of events follows. */
    public static final String API_VERSION = "v1";

    /** An event without a receipt. */
    public Event(String id, String workspaceId, long sequence, Instant timestamp, Actor actor, EventDraft draft,
            String requestId) {
        this(id, workspaceId, sequence, timestamp, actor, draft, requestId, null);
    }

    /** The same event at its place in the log. */
    public Event at(long place) {
        return new Event(id, workspaceId, place, timestamp, actor, draft, requestId, receipt);
    }

    /** The same event with a receipt. */
    public Event with(Receipt given) {
        return new Event(id, workspaceId, sequence, timestamp, actor, draft, requestId, given);
    }
}
