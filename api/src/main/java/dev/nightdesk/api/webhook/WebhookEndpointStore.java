package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps webhook endpoints. No two of a workspace hold the same place. */
public interface WebhookEndpointStore extends AggregateStore<WebhookEndpoint> {
    /** One page, newest first. */
    Page<WebhookEndpoint> list(String workspaceId, Optional<Position> from, int limit);

    /** All of a workspace. */
    List<WebhookEndpoint> all(String workspaceId);

    /** The places that the workspace's endpoints hold. */
    Set<Integer> placesTaken(String workspaceId);
}
