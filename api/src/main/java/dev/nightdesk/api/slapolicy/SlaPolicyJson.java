package dev.nightdesk.api.slapolicy;

import dev.nightdesk.api.platform.http.FieldError;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.schedule.ScheduleFaults;
import dev.nightdesk.api.sla.Condition;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaPolicyDraft;
import dev.nightdesk.api.sla.SlaTarget;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The wire shape of policies. */
final class SlaPolicyJson {
    private static final String[] READ_ONLY = {"id", "object", "version", "created_at", "updated_at"};

    private SlaPolicyJson() {
    }

    /** What is sent. */
    public record View(String id, String object, String name, MatchView match, List<TargetView> targets, int position,
            Map<String, String> metadata, int version, Instant createdAt, Instant updatedAt) {
    }

    /** A version as it is sent. */
    public record VersionView(String object, int number, String name, MatchView match, List<TargetView> targets,
            Instant createdAt) {
    }

    /** A starting point as it is sent. */
    public record PresetView(String object, String channel, String name, MatchView match, List<TargetView> targets) {
    }

    /** Which conversations. */
    public record MatchView(List<ConditionView> all, List<ConditionView> any) {
    }

    /** A comparison. */
    public record ConditionView(String field, String op, Object value) {
    }

    /** A promise. */
    public record TargetView(String metric, String priority, String channel, String within, String scheduleId,
            List<String> pauseOn, List<String> warnBefore, CountsView counts) {
    }

    /** What else than an agent's public reply is an answer. */
    public record CountsView(boolean botReply, boolean note) {
    }

    static RawJson view(KeptPolicy kept, int position) {
        SlaPolicy policy = kept.policy();
        return RawJson.of(Json.write(new View(policy.id(), "sla_policy", policy.name(), match(policy), targets(policy),
                position, kept.metadata(), policy.version(), kept.createdAt(), kept.updatedAt())));
    }

    static RawJson version(KeptPolicy kept) {
        SlaPolicy policy = kept.policy();
        return RawJson.of(Json.write(new VersionView("sla_policy_version", policy.version(), policy.name(),
                match(policy), targets(policy), kept.updatedAt())));
    }

    static RawJson preset(SlaPolicy policy) {
        return RawJson.of(Json.write(new PresetView("sla_preset", policy.match().all().getFirst().values().getFirst(),
                policy.name(), match(policy), targets(policy))));
    }

    /**
     * What a request wants of a policy.
     *
     * @param draft its words, not checked as a whole yet
     * @param position where it is to stand, or null
     */
    record Wish(SlaPolicyDraft draft, Integer position, Map<String, String> metadata, Fields body) {
        /** Refuses a body that cannot be read: with its own faults and with those of form that a check found. */
        void checkForm(List<FieldError> found) {
            body.faults(ScheduleFaults.ofForm(found)).check();
        }
    }

    static Wish create(Fields body) {
        body.readOnly(READ_ONLY);
        return new Wish(SlaPolicyDrafts.read(body, SlaPolicyDrafts.BLANK), position(body), body.metadata("metadata"),
                body);
    }

    /** The policy after a merge patch. */
    static Wish update(Fields body, KeptPolicy present) {
        body.readOnly(READ_ONLY);
        return new Wish(SlaPolicyDrafts.read(body, SlaPolicyDrafts.of(present.policy())), position(body),
                body.metadata("metadata", present.metadata()), body);
    }

    private static Integer position(Fields body) {
        Long position = body.integer("position", 1, WorkspaceRulebook.MOST_POLICIES);
        return position == null ? null : position.intValue();
    }

    private static MatchView match(SlaPolicy policy) {
        return new MatchView(conditions(policy.match().all()), conditions(policy.match().any()));
    }

    private static List<ConditionView> conditions(List<Condition> conditions) {
        return conditions.stream().map(each -> new ConditionView(each.field(), each.operator().wireName(),
                switch (each.operator()) {
                    case EXISTS -> null;
                    case IN, NOT_IN -> each.values();
                    default -> each.values().getFirst();
                })).toList();
    }

    private static List<TargetView> targets(SlaPolicy policy) {
        return policy.targets().stream().map(SlaPolicyJson::target).toList();
    }

    private static TargetView target(SlaTarget target) {
        SlaPolicyDraft.Target words = SlaPolicyDrafts.of(target);
        return new TargetView(words.metric(), words.priority(), words.channel(), words.within(), words.scheduleId(),
                words.pauseOn(), words.warnBefore(), new CountsView(words.countsBotReply(), words.countsNote()));
    }
}
