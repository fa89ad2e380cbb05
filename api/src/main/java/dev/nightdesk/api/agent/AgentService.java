package dev.nightdesk.api.agent;

import dev.nightdesk.api.audit.AuditEntry;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.auth.AgentRole;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Difference;
import dev.nightdesk.api.platform.json.RawJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Agents of a workspace. */
public final class AgentService {
    private final AgentStore store;
    private final Commands commands;
    /** Asked late, because conversations are made after agents. */
    private final BiPredicate<String, String> hasOpenConversations;

    /**
     * A service that asks whether a conversation that is not closed is assigned to the agent (workspace id, id) before
     * it lets one go.
     */
    public AgentService(AgentStore store, Commands commands, BiPredicate<String, String> hasOpenConversations) {
        this.store = store;
        this.commands = commands;
        this.hasOpenConversations = hasOpenConversations;
    }

    /** The agent; empty when the workspace has none with this id. */
    public Optional<Agent> find(String workspaceId, String id) {
        return store.find(workspaceId, id).map(Loaded::value);
    }

    /** Those of the ids that the workspace has, in no order. */
    public List<Agent> findAll(String workspaceId, List<String> ids) {
        return store.findAll(workspaceId, ids);
    }

    /** The same as they are sent, by id. */
    public Map<String, RawJson> cards(String workspaceId, List<String> ids) {
        return findAll(workspaceId, ids).stream().collect(Collectors.toMap(Agent::id, AgentJson::view));
    }

    /** What the agent's tokens may do; empty when there is no such agent. */
    public Optional<AgentRole> role(String workspaceId, String id) {
        return find(workspaceId, id).map(Agent::role);
    }

    Agent get(Call call, String id) {
        return find(call.workspaceId(), id).orElseThrow(Problem::notFound);
    }

    Page<Agent> list(Call call, AgentStore.Filter filter, Optional<Position> from, int limit) {
        return store.list(call.workspaceId(), filter, from, limit);
    }

    Answer create(Call call, AgentFields fields) {
        checkMayGrant(call, fields.role());
        return unique(call, fields, () -> commands.create(call, ResourceType.AGENT, store, id -> {
            Agent made = Agent.create(id, call.workspaceId(), fields, call.now());
            RawJson json = AgentJson.view(made);
            return Effect.of(made, Answer.created("/v1/agents/" + id, json).version(1))
                    .event(event("agent.created", json)).with(AuditEntry.COLLECTION, audit(call, id, null, json));
        }));
    }

    Answer update(Call call, String id, UnaryOperator<AgentFields> patch) {
        AgentFields asked = patch.apply(get(call, id).fields());
        return unique(call, asked, () -> commands.change(call, store, id, agent -> {
            AgentFields fields = patch.apply(agent.fields());
            if (fields.role() != agent.role()) {
                checkMayGrant(call, AgentRole.ADMIN);
            }
            call.precondition().check(agent.version());
            Agent changed = agent.update(fields, call.now());
            RawJson before = AgentJson.view(agent);
            RawJson json = AgentJson.view(changed);
            String data = RawJson.of("agent", json).with("previous", Difference.of(before, json).before().text())
                    .text();
            return Effect.of(changed, Answer.ok(json).version(changed.version()))
                    .event(EventDraft.of("agent.updated", data))
                    .with(AuditEntry.COLLECTION, audit(call, id, before, json));
        }));
    }

    Answer delete(Call call, String id) {
        return commands.delete(call, store, id, agent -> {
            checkMayGrant(call, agent.role());
            call.precondition().check(agent.version());
            if (hasOpenConversations.test(call.workspaceId(), id)) {
                throw Problem.of(ProblemCode.AGENT_IN_USE,
                        "Conversations that are not closed are assigned to this agent; assign them to others first.");
            }
            RawJson json = AgentJson.view(agent);
            return Effect.of(agent, Answer.noContent()).event(event("agent.deleted", json))
                    .with(AuditEntry.COLLECTION, audit(call, id, json, null));
        });
    }

    /** Whoever could make or unmake administrators without being one could make himself one. */
    private static void checkMayGrant(Call call, AgentRole role) {
        if (role == AgentRole.ADMIN && !call.principal().mayGrant(role.scopes())) {
            throw Problem.of(ProblemCode.INSUFFICIENT_SCOPE, "Giving or taking the role admin needs the scope admin.");
        }
    }

    private Answer unique(Call call, AgentFields fields, Supplier<Answer> write) {
        try {
            return write.get();
        } catch (DuplicateKey e) {
            boolean email = e.index().equals(MongoAgentStore.EMAIL_INDEX);
            Problem problem = email
                    ? Problem.of(ProblemCode.DUPLICATE_EMAIL, "Another agent has this e-mail address.")
                    : Problem.of(ProblemCode.DUPLICATE_EXTERNAL_ID, "Another agent has this external_id.");
            Optional<String> existing = email ? store.idOfEmail(call.workspaceId(), fields.email())
                    : store.idOfExternal(call.workspaceId(), fields.externalId());
            throw existing.map(id -> problem.with("existing_id", id)).orElse(problem);
        }
    }

    private static AuditEntry audit(Call call, String id, RawJson before, RawJson after) {
        return AuditEntry.of(call, ResourceType.AGENT, id, before, after);
    }

    private static EventDraft event(String type, RawJson agent) {
        return EventDraft.of(type, RawJson.of("agent", agent).text());
    }
}
