package dev.nightdesk.api.slapolicy;

import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.operation.OperationStore;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.FieldError;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.sla.SlaPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The policies of a workspace. Every change brings along the work of bringing open conversations up to date. */
public final class SlaPolicyService {
    private final RulebookStore store;
    private final Commands commands;
    private final PolicyCheck check;
    private final OperationService operations;
    private final Rulebooks rulebooks;
    private final Ids ids;

    /** A service over the store. */
    public SlaPolicyService(RulebookStore store, Commands commands, PolicyCheck check, OperationService operations,
            Rulebooks rulebooks, Ids ids) {
        this.store = store;
        this.commands = commands;
        this.check = check;
        this.operations = operations;
        this.rulebooks = rulebooks;
        this.ids = ids;
    }

    /** Whether the workspace has it. */
    public boolean exists(String workspaceId, String id) {
        return rulebook(workspaceId).flatMap(rulebook -> rulebook.policy(id)).isPresent();
    }

    /** The rulebook; empty for a workspace that never had a policy. */
    Optional<WorkspaceRulebook> rulebook(String workspaceId) {
        return store.find(workspaceId, workspaceId).map(Loaded::value);
    }

    /** Versions of a policy, newest first, those before a number if one is given; one more than fits. */
    List<KeptPolicy> versions(Call call, String id, Optional<Integer> before, int most) {
        Loaded<WorkspaceRulebook> loaded = store.find(call.workspaceId(), call.workspaceId())
                .filter(found -> found.value().policy(id).isPresent()).orElseThrow(Problem::notFound);
        List<KeptPolicy> versions = new ArrayList<>(store.policyVersions(call.workspaceId(), id, before, most));
        loaded.outbox().stream().flatMap(entry -> entry.companions().stream())
                .filter(companion -> companion.collection().equals(KeptPolicy.VERSIONS))
                .map(companion -> (KeptPolicy) companion.value()).filter(kept -> kept.policy().id().equals(id))
                .filter(kept -> before.isEmpty() || kept.policy().version() < before.get())
                .filter(kept -> versions.stream().noneMatch(known -> known.id().equals(kept.id())))
                .forEach(versions::add);
        versions.sort(Comparator.comparingInt((KeptPolicy kept) -> kept.policy().version()).reversed());
        return versions.subList(0, Math.min(most, versions.size()));
    }

    Answer create(Call call, SlaPolicyJson.Wish wish) {
        makeRulebook(call);
        String id = ids.next(ResourceType.SLA_POLICY, call.now());
        SlaPolicy policy = check.check(call, wish, id, 1);
        KeptPolicy made = new KeptPolicy(call.workspaceId(), policy, wish.metadata(), call.now(), call.now());
        return change(call, id, (rulebook, operation) -> {
            WorkspaceRulebook changed = rulebook.add(made, wish.position(), call.now());
            RawJson json = json(changed, made);
            return effect(changed, operation, "sla_policy.created", json,
                    Answer.created("/v1/sla-policies/" + id, json).version(1))
                    .with(KeptPolicy.VERSIONS, made);
        });
    }

    Answer update(Call call, String id, Function<KeptPolicy, SlaPolicyJson.Wish> patch) {
        return change(call, id, (rulebook, operation) -> {
            KeptPolicy present = rulebook.policy(id).orElseThrow(Problem::notFound);
            call.precondition().check(present.policy().version());
            SlaPolicyJson.Wish wish = patch.apply(present);
            SlaPolicy words = check.check(call, wish, id, present.policy().version());
            KeptPolicy next = present.update(words, wish.metadata(), call.now());
            WorkspaceRulebook changed = rulebook.replace(next, wish.position(), call.now());
            RawJson json = json(changed, next);
            Effect<WorkspaceRulebook> effect = effect(changed, operation, "sla_policy.updated", json,
                    Answer.ok(json).version(next.policy().version()));
            return next.policy().version() == present.policy().version() ? effect : effect.with(KeptPolicy.VERSIONS, next);
        });
    }

    Answer delete(Call call, String id) {
        return change(call, id, (rulebook, operation) -> {
            KeptPolicy present = rulebook.policy(id).orElseThrow(Problem::notFound);
            call.precondition().check(present.policy().version());
            return effect(rulebook.remove(id, call.now()), operation, "sla_policy.deleted", json(rulebook, present),
                    Answer.noContent());
        });
    }

    Answer reorder(Call call, List<String> order) {
        makeRulebook(call);
        return change(call, call.workspaceId(), (rulebook, operation) -> {
            List<String> present = rulebook.policies().stream().map(kept -> kept.policy().id()).toList();
            if (order.size() != present.size() || !new TreeSet<>(order).equals(new TreeSet<>(present))) {
                throw Problem.of(ProblemCode.UNKNOWN_REFERENCE, "ids must name every policy of the workspace once.")
                        .faults(List.of(FieldError.field("#/ids", "unknown_reference",
                                "ids must name every policy of the workspace once.")));
            }
            WorkspaceRulebook changed = rulebook.reorder(order, call.now());
            RawJson list = RawJson.of(RawJson.page(views(changed), null));
            return effect(changed, operation, "sla_policy.reordered",
                    new RawJson("[\"" + String.join("\",\"", order) + "\"]"), Answer.ok(list));
        });
    }

    static List<RawJson> views(WorkspaceRulebook rulebook) {
        return rulebook.policies().stream().map(kept -> json(rulebook, kept)).toList();
    }

    private static RawJson json(WorkspaceRulebook rulebook, KeptPolicy kept) {
        return SlaPolicyJson.view(kept, rulebook.position(kept.policy().id()));
    }

    /** A change of the rulebook, together with the operation that carries it to the open conversations. */
    @FunctionalInterface
    private interface Decision {
        Effect<WorkspaceRulebook> decide(WorkspaceRulebook rulebook, Operation operation);
    }

    private Answer change(Call call, String targetId, Decision decision) {
        ResourceType type = ResourceType.SLA_POLICY.matches(targetId) ? ResourceType.SLA_POLICY
                : ResourceType.WORKSPACE;
        Answer answer = operations.startWith(call, OperationKind.SLA_REPROJECTION, type, targetId, Map.of(),
                operation -> commands.change(call, store, call.workspaceId(),
                        rulebook -> decision.decide(rulebook, operation)));
        rulebooks.changed(call.workspaceId());
        return answer;
    }

    private static Effect<WorkspaceRulebook> effect(WorkspaceRulebook changed, Operation operation, String event,
            RawJson told, Answer answer) {
        String name = event.endsWith("reordered") ? "sla_policy_ids" : "sla_policy";
        return Effect.of(changed, answer).with(OperationStore.COLLECTION, operation)
                .event(EventDraft.of(event, RawJson.of(name, told).text()));
    }

    private void makeRulebook(Call call) {
        if (rulebook(call.workspaceId()).isEmpty()) {
            try {
                commands.make(store, Effect.of(WorkspaceRulebook.blank(call.workspaceId()), null), call.now(),
                        Actor.SYSTEM);
            } catch (DuplicateKey e) {
                // Another request has made it at the same moment, and one is all there is.
                return;
            }
        }
    }
}
