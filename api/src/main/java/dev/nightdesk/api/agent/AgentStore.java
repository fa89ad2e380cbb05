package dev.nightdesk.api.agent;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.auth.AgentRole;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import java.util.List;
import java.util.Optional;

/** Keeps agents. E-mail address and external id are each unique in their workspace. */
public interface AgentStore extends AggregateStore<Agent> {
    /** Those of the ids that the workspace has, in no order. */
    List<Agent> findAll(String workspaceId, List<String> ids);

    /** One page, newest first. */
    Page<Agent> list(String workspaceId, Filter filter, Optional<Position> from, int limit);

    /** The id of the agent with this e-mail address, in lower case. */
    Optional<String> idOfEmail(String workspaceId, String email);

    /** The id of the agent with this external id. */
    Optional<String> idOfExternal(String workspaceId, String externalId);

    /** What to list; empty parts match all. */
    record Filter(Optional<String> email, Optional<String> externalId, Optional<AgentRole> role) {
    }
}
