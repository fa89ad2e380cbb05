package dev.nightdesk.api.organization;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import java.util.List;
import java.util.Optional;

/** Keeps organizations. An external id is unique in its workspace. */
public interface OrganizationStore extends AggregateStore<Organization> {
    /** One page, newest first. */
    Page<Organization> list(String workspaceId, Filter filter, Optional<Position> from, int limit);

    /** Those of the ids that the workspace has, in no order. */
    List<Organization> findAll(String workspaceId, List<String> ids);

    /** The id of the organization with this external id; empty when none has it. */
    Optional<String> idOfExternal(String workspaceId, String externalId);

    /** What to list; empty parts match all. */
    record Filter(Optional<String> externalId, Optional<String> domain) {
    }
}
