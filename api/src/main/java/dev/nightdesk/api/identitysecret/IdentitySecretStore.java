package dev.nightdesk.api.identitysecret;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Keeps identity secrets. No two of a workspace hold the same place. */
public interface IdentitySecretStore extends AggregateStore<IdentitySecret> {
    /** One page, newest first. */
    Page<IdentitySecret> list(String workspaceId, Optional<Position> from, int limit);

    /** The places that the workspace's living secrets hold. */
    Set<Integer> placesTaken(String workspaceId);

    /** Notes a use; makes no new version. */
    void used(IdentitySecret secret, Instant at);
}
