package dev.nightdesk.api.organization;

import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Organizations of a workspace. */
public final class OrganizationService {
    private final OrganizationStore store;
    private final Commands commands;
    /** Asked late, because customers are made after organizations. */
    private final BiPredicate<String, String> hasCustomers;

    /** A service that asks whether customers belong to the organization (workspace id, id) before it lets one go. */
    public OrganizationService(OrganizationStore store, Commands commands, BiPredicate<String, String> hasCustomers) {
        this.store = store;
        this.commands = commands;
        this.hasCustomers = hasCustomers;
    }

    /** Whether the workspace has it. */
    public boolean exists(String workspaceId, String id) {
        return store.find(workspaceId, id).isPresent();
    }

    /** Those of the organizations that the workspace has, as finished JSON by their ids. */
    public Map<String, RawJson> views(String workspaceId, Set<String> ids) {
        return store.findAll(workspaceId, List.copyOf(ids)).stream()
                .collect(Collectors.toMap(Organization::id, OrganizationService::json));
    }

    Organization get(Call call, String id) {
        return store.find(call.workspaceId(), id).map(Loaded::value).orElseThrow(Problem::notFound);
    }

    Page<Organization> list(Call call, OrganizationStore.Filter filter, Optional<Position> from, int limit) {
        return store.list(call.workspaceId(), filter, from, limit);
    }

    Answer create(Call call, OrganizationFields fields) {
        return unique(call, fields, () -> commands.create(call, ResourceType.ORGANIZATION, store, id -> {
            Organization made = Organization.create(id, call.workspaceId(), fields, call.now());
            RawJson json = json(made);
            Answer answer = Answer.created("/v1/organizations/" + id, json).version(1);
            return Effect.of(made, answer).event(event("organization.created", json));
        }));
    }

    Answer update(Call call, String id, UnaryOperator<OrganizationFields> patch) {
        OrganizationFields asked = patch.apply(get(call, id).fields());
        return unique(call, asked, () -> commands.change(call, store, id, organization -> {
            call.precondition().check(organization.version());
            Organization changed = organization.update(patch.apply(organization.fields()), call.now());
            RawJson json = json(changed);
            return Effect.of(changed, Answer.ok(json).version(changed.version()))
                    .event(event("organization.updated", json));
        }));
    }

    Answer delete(Call call, String id) {
        return commands.delete(call, store, id, organization -> {
            call.precondition().check(organization.version());
            if (hasCustomers.test(call.workspaceId(), id)) {
                throw Problem.of(ProblemCode.ORGANIZATION_IN_USE, "Customers belong to it; move them first.");
            }
            return Effect.of(organization, Answer.noContent())
                    .event(event("organization.deleted", json(organization)));
        });
    }

    private Answer unique(Call call, OrganizationFields fields, Supplier<Answer> write) {
        try {
            return write.get();
        } catch (DuplicateKey e) {
            Problem problem = Problem.of(ProblemCode.DUPLICATE_EXTERNAL_ID,
                    "Another organization has this external_id.");
            throw store.idOfExternal(call.workspaceId(), fields.externalId())
                    .map(existing -> problem.with("existing_id", existing)).orElse(problem);
        }
    }

    private static RawJson json(Organization organization) {
        return RawJson.of(Json.write(OrganizationJson.view(organization)));
    }

    private static EventDraft event(String type, RawJson organization) {
        return EventDraft.of(type, RawJson.of("organization", organization).text());
    }
}
