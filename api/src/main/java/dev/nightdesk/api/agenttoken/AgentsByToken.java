package dev.nightdesk.api.agenttoken;

import dev.nightdesk.api.platform.auth.AgentRole;
import java.util.Optional;

/** What tokens need to know of agents. */
@FunctionalInterface
public interface AgentsByToken {
    /** The agent's present role; empty when the workspace has no such agent, or has it no more. */
    Optional<AgentRole> role(String workspaceId, String agentId);
}
