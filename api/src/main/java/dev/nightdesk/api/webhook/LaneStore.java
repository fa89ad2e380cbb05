package dev.nightdesk.api.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps lanes. */
public interface LaneStore {
    /** Says that endpoints of a workspace have something to do now. */
    void signal(String workspaceId, Collection<String> endpointIds, Instant now);

    /** Ids of endpoints that nobody holds and that have something to do, those that waited longest first. */
    List<String> due(Instant now, int most);

    /** Takes a lane until the instant; empty when there is nothing to do, or another node holds it. */
    Optional<Lane> claim(String endpointId, String worker, Instant now, Instant until);

    /** The lane as it is now, kept until the instant; empty when it was lost. */
    Optional<Lane> renew(Lane lane, Instant until);

    /**
     * Gives it back, to be looked at again then.
     *
     * @param allCalled whether all were called who waited for something finished; else the lane goes on as an orphan
     * @return false, and it is still held, when there was a signal since it was read
     */
    boolean release(Lane lane, Instant now, Instant nextAt, boolean allCalled);

    /** Writes down since when the endpoint fails; nothing when the lane was lost. */
    void failing(Lane lane, Optional<Instant> since);

    /** Forgets that the endpoint fails, and says that it has something to do now. */
    void forgive(String workspaceId, String endpointId, Instant now);

    /** Since when those of the endpoints fail that do. */
    Map<String, Instant> failing(Collection<String> endpointIds);

    /** Removes the lane of an endpoint that is no more. */
    void remove(Lane lane);
}
