package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.DuplicateEmailException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NotFoundException;
import dev.nightdesk.sdk.error.PreconditionFailedException;
import dev.nightdesk.sdk.model.Agent;
import dev.nightdesk.sdk.model.AgentCreate;
import dev.nightdesk.sdk.model.AgentList;
import dev.nightdesk.sdk.model.AgentToken;
import dev.nightdesk.sdk.model.AgentTokenCreate;
import dev.nightdesk.sdk.model.AgentUpdate;
import dev.nightdesk.sdk.model.ListAgentsParams;
import dev.nightdesk.sdk.request.AgentsRequests;

/**
 * The people who answer. Every method throws a {@link NightdeskException} when it fails.
 */
public final class Agents {

    private final Nightdesk nightdesk;

    Agents(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /**
     * Makes an agent.
     *
     * @throws DuplicateEmailException when another agent has the address; its {@code existingId()} tells which
     */
    public Agent create(AgentCreate agent, RequestOption... options) {
        return nightdesk.send(AgentsRequests.createAgent(agent), options).value();
    }

    /**
     * Reads an agent.
     *
     * @throws NotFoundException when there is none
     */
    public Agent get(String id, RequestOption... options) {
        return nightdesk.send(AgentsRequests.getAgent(id), options).value();
    }

    /** All agents, newest first. */
    public Page<Agent> list(RequestOption... options) {
        return list(ListAgentsParams.builder().build(), options);
    }

    /** As {@code list}, with filters and page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<Agent> list(ListAgentsParams params, RequestOption... options) {
        AgentList page = nightdesk.send(AgentsRequests.listAgents(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }

    /**
     * Changes an agent, if it is still as it was read: its version goes along as {@code If-Match}.
     *
     * @throws PreconditionFailedException when it has changed since; read it and try again
     */
    public Agent update(Agent current, AgentUpdate changes, RequestOption... options) {
        return update(current.id(), ETags.of(current.version()), changes, options);
    }

    /**
     * Changes an agent.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to change it whatever it is now
     * @throws PreconditionFailedException when it has another version
     */
    public Agent update(String id, String ifMatch, AgentUpdate changes, RequestOption... options) {
        return nightdesk.send(AgentsRequests.updateAgent(id, ifMatch, changes), options).value();
    }

    /**
     * Removes an agent; its tokens end within 5 seconds.
     *
     * @throws PreconditionFailedException when it has changed since it was read
     */
    public void delete(Agent current, RequestOption... options) {
        delete(current.id(), ETags.of(current.version()), options);
    }

    /**
     * Removes an agent; its tokens end within 5 seconds.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to delete it whatever it is now
     */
    public void delete(String id, String ifMatch, RequestOption... options) {
        nightdesk.send(AgentsRequests.deleteAgent(id, ifMatch), options);
    }

    /** Mints a token with which the agent itself can act, for 15 minutes. */
    public AgentToken createToken(String id, RequestOption... options) {
        return nightdesk.send(AgentsRequests.createAgentToken(id, null), options).value();
    }

    /**
     * Mints a token with which the agent itself can act.
     *
     * @param request how long it lives, 1 to 15 minutes
     */
    public AgentToken createToken(String id, AgentTokenCreate request, RequestOption... options) {
        return nightdesk.send(AgentsRequests.createAgentToken(id, request), options).value();
    }
}
