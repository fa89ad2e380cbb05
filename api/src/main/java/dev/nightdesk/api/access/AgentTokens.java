package dev.nightdesk.api.access;

import dev.nightdesk.api.agenttoken.AgentTokenService;
import dev.nightdesk.api.agenttoken.AgentsByToken;
import dev.nightdesk.api.agenttoken.SigningKeys;
import dev.nightdesk.api.platform.auth.AgentRole;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.CredentialMemory;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.workspace.Workspace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Tokens of agents, minted by this installation. What they may do follows from the agent's present role. */
final class AgentTokens implements TokenAuthority {
    private final SigningKeys keys;
    private final AgentsByToken agents;
    private final CredentialMemory<AgentRole> memory;

    AgentTokens(SigningKeys keys, AgentsByToken agents, InstantSource clock) {
        this.keys = keys;
        this.agents = agents;
        this.memory = new CredentialMemory<>(clock);
    }

    @Override
    public String type() {
        return AgentTokenService.TYPE;
    }

    @Override
    public Duration longest() {
        return AgentTokenService.LONGEST;
    }

    @Override
    public Optional<TokenKey> key(String workspaceId, String keyId) {
        return ResourceType.SIGNING_KEY.matches(keyId)
                ? keys.find(keyId).map(found -> new TokenKey(found.key(), found.algorithm())) : Optional.empty();
    }

    @Override
    public Optional<Principal> principal(Workspace workspace, VerifiedToken token) {
        String agentId = token.claims().subject();
        if (!ResourceType.AGENT.matches(agentId)) {
            return Optional.empty();
        }
        return memory.recall(workspace.id() + "/" + agentId, () -> agents.role(workspace.id(), agentId))
                .map(role -> new Principal(CallerKind.AGENT, agentId, workspace.id(), role.scopes(),
                        workspace.testClockId()));
    }
}
