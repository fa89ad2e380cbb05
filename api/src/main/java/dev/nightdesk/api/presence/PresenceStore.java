package dev.nightdesk.api.presence;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import java.time.Instant;
import java.util.List;

/** Keeps read markers, and for a few seconds who is typing. */
public interface PresenceStore extends AggregateStore<ReadMarker> {
    /** All markers of a conversation. */
    List<ReadMarker> markers(String workspaceId, String conversationId);

    /** Notes that somebody is typing. */
    void typing(String workspaceId, String conversationId, Typing typing);

    /** Who is typing at the instant. */
    List<Typing> typing(String workspaceId, String conversationId, Instant now);

    /** Forgets signals that faded before the instant, at most this many; returns how many. */
    int purge(Instant before, int most);

    /**
     * A signal.
     *
     * @param preview the unfinished text, or null
     * @param until when it fades
     */
    record Typing(String type, String id, String preview, Instant until) {
    }
}
