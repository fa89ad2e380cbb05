package dev.nightdesk.api.slapolicy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Values;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/**
 * Rulebooks in the collection {@code sla_rulebooks}, versions of policies in {@code sla_policy_versions}. In a rulebook
 * each version of a policy is written once, however many revisions name it.
 */
public final class MongoRulebookStore extends MongoAggregateStore<WorkspaceRulebook> implements RulebookStore {
    private static final Indexes VERSION_INDEXES = new Indexes().on("w", "policy_id", "-number");

    private final MongoCollection<Document> versions;
    private final MongoPolicyMapping policies = new MongoPolicyMapping();

    /** A store in the room, which learns here how versions of policies are written. */
    public MongoRulebookStore(MongoRoom room) {
        super(room.aggregates("sla_rulebooks", new Mapping(), new Indexes()));
        versions = room.mongo().collection(KeptPolicy.VERSIONS);
        VERSION_INDEXES.create(versions);
        room.outboxes().companions(KeptPolicy.VERSIONS, policies);
    }

    @Override
    public Map<String, Long> versions(Collection<String> workspaceIds) {
        Map<String, Long> found = new HashMap<>();
        collection().find(Filters.in("_id", workspaceIds)).projection(Projections.include("v"))
                .forEach(document -> found.put(document.getString("_id"), document.getLong("v")));
        return found;
    }

    @Override
    public List<KeptPolicy> policyVersions(String workspaceId, String policyId, Optional<Integer> before, int most) {
        Document query = new Document("w", workspaceId).append("policy_id", policyId);
        before.ifPresent(number -> query.append("number", new Document("$lt", number)));
        return versions.find(query).sort(Sorts.descending("number")).limit(most).map(policies::read)
                .into(new ArrayList<>());
    }

    private static final class Mapping implements DocumentMapping<WorkspaceRulebook> {
        private final MongoPolicyMapping policies = new MongoPolicyMapping();

        @Override
        public Document write(WorkspaceRulebook value) {
            Map<String, Document> bodies = new LinkedHashMap<>();
            value.revisions().forEach(rules -> rules.policies().forEach(
                    policy -> bodies.computeIfAbsent(key(policy), key -> policies.body(policy))));
            return new Document("bodies", List.copyOf(bodies.values()))
                    .append("policies", value.policies().stream().map(kept -> policies.frame(kept)
                            .append("key", key(kept.policy()))).toList())
                    .append("revisions", value.revisions().stream().map(Mapping::revision).toList())
                    .append("schedules", value.schedules().entrySet().stream().map(each ->
                            new Document("id", each.getKey()).append("v", each.getValue())).toList());
        }

        @Override
        public WorkspaceRulebook read(Document document) {
            Map<String, SlaPolicy> bodies = new HashMap<>();
            document.getList("bodies", Document.class).stream().map(policies::policy)
                    .forEach(policy -> bodies.put(key(policy), policy));
            String workspaceId = document.getString("w");
            Map<String, Long> schedules = new HashMap<>();
            document.getList("schedules", Document.class)
                    .forEach(each -> schedules.put(each.getString("id"), each.getLong("v")));
            return new WorkspaceRulebook(workspaceId,
                    document.getList("policies", Document.class).stream().map(frame -> policies.kept(workspaceId,
                            bodies.get(frame.getString("key")), frame)).toList(),
                    document.getList("revisions", Document.class).stream().map(each -> revision(each, bodies)).toList(),
                    Map.copyOf(schedules), document.getLong("v"));
        }

        private static Document revision(SlaRules rules) {
            return new Document("number", rules.revision()).append("since", Values.date(rules.since()))
                    .append("policies", rules.policies().stream().map(Mapping::key).toList());
        }

        private static SlaRules revision(Document document, Map<String, SlaPolicy> bodies) {
            return new SlaRules(document.getLong("number"), Values.instant(document, "since"),
                    document.getList("policies", String.class).stream().map(bodies::get).toList(), Map.of());
        }

        private static String key(SlaPolicy policy) {
            return policy.id() + ":" + policy.version();
        }
    }
}
