package dev.nightdesk.api.presence;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Keeps read markers, and for a few seconds who is typing. */
public interface PresenceStore extends AggregateStore<ReadMarker> {
    /** All markers of a conversation. */
    List<ReadMarker> markers(String workspaceId, String conversationId);

    /** Notes that somebody is typing. */
    void typing(String workspaceId, String conversationId, Typing typing);

    /** Who is typing at the instant. */
    List<Typing> typing(String workspaceId, String conversationId, Instant now);

    /** Who is typing in which of the conversations, at the instant. */
    Map<String, List<Typing>> typing(String workspaceId, Collection<String> conversationIds, Instant now);

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
