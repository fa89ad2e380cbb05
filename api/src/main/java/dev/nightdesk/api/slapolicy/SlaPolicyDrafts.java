package dev.nightdesk.api.slapolicy;

import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.sla.Condition;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaPolicyDraft;
import dev.nightdesk.api.sla.SlaTarget;
import dev.nightdesk.api.sla.TargetSchedule;
import dev.nightdesk.api.sla.Warning;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads drafts of policies, whole or as changes to what is there. */
public final class SlaPolicyDrafts {
    static final SlaPolicyDraft BLANK = new SlaPolicyDraft(null, List.of(), List.of(), List.of());
    private static final int MOST_RULES = 100;
    private static final int MOST_VALUES = 100;
    private static final int LONGEST_VALUE = 500;
    private static final int MOST_TARGETS = 200;
    private static final int MOST_PAUSES = 10;
    private static final int MOST_WARNINGS = 10;
    private static final int LONGEST_WORD = 40;
    private static final Pattern WORD = Pattern.compile("\\S+");

    private SlaPolicyDrafts() {
    }

    /** A policy that need not be kept. */
    public static SlaPolicyDraft read(Fields body) {
        return read(body, BLANK);
    }

    /** What the body says, and for what it leaves out, what is there. */
    static SlaPolicyDraft read(Fields body, SlaPolicyDraft present) {
        Fields match = body.object("match");
        return new SlaPolicyDraft(body.replaced("name", body.text("name", 200), present.name()),
                match == null ? present.all() : rules(match, "all"), match == null ? present.any() : rules(match, "any"),
                body.replaced("targets", body.objects("targets", MOST_TARGETS, SlaPolicyDrafts::target),
                        present.targets()));
    }

    /** The words of a policy. */
    static SlaPolicyDraft of(SlaPolicy policy) {
        return new SlaPolicyDraft(policy.name(), rules(policy.match().all()), rules(policy.match().any()),
                policy.targets().stream().map(SlaPolicyDrafts::of).toList());
    }

    static SlaPolicyDraft.Target of(SlaTarget target) {
        return new SlaPolicyDraft.Target(target.metric().wireName(),
                target.priority() == null ? null : Fields.wireName(target.priority()), target.channel(),
                target.within().toString(), switch (target.schedule()) {
                    case TargetSchedule.AroundTheClock all -> null;
                    case TargetSchedule.OfQueue queue -> "queue";
                    case TargetSchedule.Named named -> named.scheduleId();
                },
                target.pauseOn().stream().map(Fields::wireName).sorted().toList(),
                target.warnBefore().stream().map(SlaPolicyDrafts::text).toList(), target.countsBotReply(),
                target.countsNote());
    }

    private static String text(Warning warning) {
        return switch (warning) {
            case Warning.Before before -> before.duration().toString();
            case Warning.Share share -> share.percent() + "%";
        };
    }

    private static List<SlaPolicyDraft.Rule> rules(List<Condition> conditions) {
        return conditions.stream().map(each -> new SlaPolicyDraft.Rule(each.field(), each.operator().wireName(),
                each.values())).toList();
    }

    private static List<SlaPolicyDraft.Rule> rules(Fields match, String name) {
        return orEmpty(match.objects(name, MOST_RULES, rule -> new SlaPolicyDraft.Rule(rule.text("field", 80),
                rule.text("op", LONGEST_WORD), orEmpty(rule.scalars("value", MOST_VALUES, LONGEST_VALUE)))));
    }

    private static SlaPolicyDraft.Target target(Fields target) {
        Fields counts = target.object("counts");
        return new SlaPolicyDraft.Target(target.text("metric", LONGEST_WORD), target.text("priority", LONGEST_WORD),
                target.text("channel", LONGEST_WORD), target.text("within", LONGEST_WORD),
                target.text("schedule_id", LONGEST_WORD), orEmpty(target.texts("pause_on", MOST_PAUSES, LONGEST_WORD, WORD, "a status")),
                orEmpty(target.texts("warn_before", MOST_WARNINGS, LONGEST_WORD, WORD, "a duration or a share")),
                counts != null && Boolean.TRUE.equals(counts.flag("bot_reply")),
                counts != null && Boolean.TRUE.equals(counts.flag("note")));
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }
}
