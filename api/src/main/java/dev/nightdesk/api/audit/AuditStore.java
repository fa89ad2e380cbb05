package dev.nightdesk.api.audit;

import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.TimeRange;
import java.time.Instant;
import java.util.Optional;

/** What was audited. Most entries come in through the outboxes of the changes they tell of. */
public interface AuditStore {
    /** Adds the entry of an act that changes nothing stored. */
    void add(AuditEntry entry);

    /** One page, newest first. */
    Page<AuditEntry> list(String workspaceId, Filter filter, Optional<Position> from, int limit);

    /** Removes entries made before the instant of real time, at most this many; returns how many. */
    int purge(Instant before, int most);

    /** What to list; empty parts match all. */
    record Filter(Optional<String> action, Optional<String> actorId, Optional<String> targetId, TimeRange createdAt) {
    }
}
