package dev.nightdesk.api.stream;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Keeps which agents look at which conversations, each for a while only. */
interface ViewerStore {
    /** Notes that views go on until the instant. */
    void keep(Collection<View> views, Instant until);

    /** Forgets a view. */
    void forget(View view);

    /** Agents that look at those of the conversations that anybody looks at. */
    Map<String, Set<String>> viewers(String workspaceId, Collection<String> conversationIds, Instant now);

    /** Forgets views that ended before the instant, at most this many; returns how many. */
    int purge(Instant before, int most);

    /**
     * An agent's stream of a conversation.
     *
     * @param id of this one stream: an agent may have several
     */
    record View(String id, String workspaceId, String conversationId, String agentId) {
    }
}
