package dev.nightdesk.api.apikey;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import java.time.Instant;
import java.util.Optional;

/** Keeps API keys. The public part of a key is unique in the installation. */
public interface ApiKeyStore extends AggregateStore<ApiKey> {
    /** One page, newest first. */
    Page<ApiKey> list(String workspaceId, Optional<Position> from, int limit);

    /** The key with this public part, whoever's it is: the one look-up that finds out the workspace. */
    Optional<ApiKey> findByPrefix(String prefix);

    /** Notes a use; makes no new version. */
    void used(ApiKey key, Instant at);
}
