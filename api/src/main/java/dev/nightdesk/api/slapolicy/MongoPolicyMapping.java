package dev.nightdesk.api.slapolicy;

import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Values;
import dev.nightdesk.api.sla.Condition;
import dev.nightdesk.api.sla.PolicyMatch;
import dev.nightdesk.api.sla.SlaMetric;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaTarget;
import dev.nightdesk.api.sla.TargetSchedule;
import dev.nightdesk.api.sla.Warning;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;

/** Policies as documents. */
final class MongoPolicyMapping implements DocumentMapping<KeptPolicy> {
    private static final String QUEUE = "queue";

    @Override
    public Document write(KeptPolicy value) {
        Document document = body(value.policy());
        document.putAll(frame(value));
        return document;
    }

    @Override
    public KeptPolicy read(Document document) {
        return kept(document.getString("w"), policy(document), document);
    }

    /** What is kept around a policy. */
    Document frame(KeptPolicy value) {
        return new Document("metadata", new Document(value.metadata()))
                .append("created_at", Values.date(value.createdAt())).append("updated_at", Values.date(value.updatedAt()));
    }

    KeptPolicy kept(String workspaceId, SlaPolicy policy, Document frame) {
        return new KeptPolicy(workspaceId, policy, Values.metadata(frame, "metadata"),
                Values.instant(frame, "created_at"), Values.instant(frame, "updated_at"));
    }

    Document body(SlaPolicy policy) {
        return new Document("policy_id", policy.id()).append("number", policy.version()).append("name", policy.name())
                .append("all", conditions(policy.match().all())).append("any", conditions(policy.match().any()))
                .append("targets", policy.targets().stream().map(MongoPolicyMapping::target).toList());
    }

    SlaPolicy policy(Document document) {
        return new SlaPolicy(document.getString("policy_id"), document.getInteger("number"), document.getString("name"),
                new PolicyMatch(conditions(document, "all"), conditions(document, "any")),
                document.getList("targets", Document.class).stream().map(MongoPolicyMapping::target).toList());
    }

    private static List<Document> conditions(List<Condition> conditions) {
        return conditions.stream().map(each -> new Document("field", each.field())
                .append("op", Values.name(each.operator())).append("values", each.values())).toList();
    }

    private static List<Condition> conditions(Document document, String name) {
        return document.getList(name, Document.class).stream().map(each -> new Condition(each.getString("field"),
                Values.constant(each, "op", Condition.Operator.class), Values.texts(each, "values"))).toList();
    }

    private static Document target(SlaTarget target) {
        return new Document("metric", Values.name(target.metric())).append("priority", Values.name(target.priority()))
                .append("channel", target.channel()).append("within", target.within().toMillis())
                .append("schedule", switch (target.schedule()) {
                    case TargetSchedule.AroundTheClock all -> null;
                    case TargetSchedule.OfQueue queue -> QUEUE;
                    case TargetSchedule.Named named -> named.scheduleId();
                })
                .append("pause_on", target.pauseOn().stream().map(Values::name).sorted().toList())
                .append("warn_before", target.warnBefore().stream().map(MongoPolicyMapping::warning).toList())
                .append("bot_reply", target.countsBotReply()).append("note", target.countsNote());
    }

    private static SlaTarget target(Document document) {
        String schedule = document.getString("schedule");
        return new SlaTarget(Values.constant(document, "metric", SlaMetric.class),
                Values.constant(document, "priority", Priority.class), document.getString("channel"),
                Duration.ofMillis(document.getLong("within")),
                schedule == null ? new TargetSchedule.AroundTheClock()
                        : schedule.equals(QUEUE) ? new TargetSchedule.OfQueue() : new TargetSchedule.Named(schedule),
                Values.texts(document, "pause_on").stream().map(ConversationStatus::valueOf)
                        .collect(Collectors.toSet()),
                document.getList("warn_before", Document.class).stream().map(MongoPolicyMapping::warning).toList(),
                document.getBoolean("bot_reply"), document.getBoolean("note"));
    }

    private static Document warning(Warning warning) {
        return switch (warning) {
            case Warning.Before before -> new Document("before", before.duration().toMillis());
            case Warning.Share share -> new Document("percent", share.percent());
        };
    }

    private static Warning warning(Document document) {
        return document.containsKey("percent") ? new Warning.Share(document.getInteger("percent"))
                : new Warning.Before(Duration.ofMillis(document.getLong("before")));
    }
}
