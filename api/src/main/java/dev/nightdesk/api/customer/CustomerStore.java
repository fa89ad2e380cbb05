package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.TimeRange;
import java.util.List;
import java.util.Optional;

/** Keeps customers. The key of an identity is reserved by one customer of a workspace at most. */
public interface CustomerStore extends AggregateStore<Customer> {
    /** One page of customers that were not merged away, in the order of the filter. */
    Page<Customer> list(String workspaceId, Filter filter, Optional<Position> from, int limit);

    /** Those of the ids that the workspace has, in no order. */
    List<Customer> findAll(String workspaceId, List<String> ids);

    /** The customer whose document reserves the identity key, be it merged away; empty when nobody does. */
    Optional<Customer> reserving(String workspaceId, String key);

    /** A customer that was merged into this one; empty when there is none. */
    Optional<Customer> mergedInto(String workspaceId, String survivorId);

    /** The ids of those on their way back from it, or through it, whose addresses others may still list. */
    List<String> returning(String workspaceId, String through);

    /** Whether something is left of the customer, be it only events of an erased one on their way to the log. */
    boolean anythingOf(String workspaceId, String id);

    /** Whether a customer that was not merged away belongs to the organization. */
    boolean anyOf(String workspaceId, String organizationId);

    /**
     * What to list; empty parts match all.
     *
     * @param order {@code created_at} or {@code updated_at}, with a leading {@code -} for newest first
     */
    record Filter(Optional<String> organizationId, Optional<String> tier, Optional<String> tag,
            Optional<String> externalId, Optional<Boolean> blocked, TimeRange createdAt, TimeRange updatedAt,
            String order) {
    }
}
