package dev.nightdesk.api.sla;

import dev.nightdesk.api.platform.http.FieldError;
import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.schedule.Checked;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns a {@link SlaPolicyDraft} into a policy, or lists everything about it that is wrong or cannot be kept. */
public final class SlaPolicyCheck {
    private static final int MOST_TARGETS = 200;
    private static final int MOST_RULES = 100;

    private final TargetCheck targets;
    private final List<FieldError> errors = new ArrayList<>();

    private SlaPolicyCheck(Map<String, BusinessCalendar> schedules, Instant now) {
        targets = new TargetCheck(schedules, now, errors);
    }

    /**
     * Checks a draft.
     *
     * @param id of the policy it will be
     * @param version of the policy it will be
     * @param schedules every schedule of the workspace, by id
     * @param now a schedule that never opens from then on cannot be promised
     */
    public static Checked<SlaPolicy> check(
            SlaPolicyDraft draft, String id, int version, Map<String, BusinessCalendar> schedules, Instant now) {
        return new SlaPolicyCheck(schedules, now).check(draft, id, version);
    }

    private Checked<SlaPolicy> check(SlaPolicyDraft draft, String id, int version) {
        if (draft.name() == null || draft.name().isBlank()) {
            error("#/name", "required", "A name is needed.");
        }
        List<Condition> all = conditions("#/match/all", draft.all());
        List<Condition> any = conditions("#/match/any", draft.any());
        List<SlaTarget> checked = targets(draft.targets());
        if (!errors.isEmpty()) {
            return new Checked.Invalid<>(errors);
        }
        return new Checked.Valid<>(new SlaPolicy(id, version, draft.name(), new PolicyMatch(all, any), checked));
    }

    private List<SlaTarget> targets(List<SlaPolicyDraft.Target> drafts) {
        if (drafts.isEmpty() || drafts.size() > MOST_TARGETS) {
            error("#/targets", drafts.isEmpty() ? "too_few" : "too_many", "A policy has 1 to " + MOST_TARGETS + " targets.");
        }
        List<SlaTarget> checked = new ArrayList<>();
        Set<List<Object>> scopes = new HashSet<>();
        for (int i = 0; i < drafts.size(); i++) {
            SlaPolicyDraft.Target draft = drafts.get(i);
            String pointer = "#/targets/" + i;
            targets.check(pointer, draft).ifPresent(checked::add);
            if (!scopes.add(Arrays.asList(draft.metric(), draft.priority(), draft.channel()))) {
                error(pointer, "duplicate", "Another target already holds for this metric, priority and channel.");
            }
        }
        return checked;
    }

    private List<Condition> conditions(String pointer, List<SlaPolicyDraft.Rule> rules) {
        if (rules.size() > MOST_RULES) {
            error(pointer, "too_many", "At most " + MOST_RULES + " conditions are allowed.");
        }
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            condition(pointer + "/" + i, rules.get(i)).ifPresent(conditions::add);
        }
        return conditions;
    }

    private Optional<Condition> condition(String pointer, SlaPolicyDraft.Rule rule) {
        boolean attribute = rule.field() != null && rule.field().startsWith(Condition.ATTRIBUTES)
                && rule.field().length() > Condition.ATTRIBUTES.length();
        if (!attribute && (rule.field() == null || !Condition.FIELDS.contains(rule.field()))) {
            error(pointer + "/field", "enum", "A field is one of "
                    + Condition.FIELDS.stream().sorted().toList() + " or attributes.<key>.");
        }
        Optional<Condition.Operator> operator = EnumNames.find(Condition.Operator.class, rule.op());
        if (operator.isEmpty()) {
            error(pointer + "/op", "enum", "Not an operator: " + rule.op());
            return Optional.empty();
        }
        checkValues(pointer, rule, operator.get(), attribute);
        return Optional.of(new Condition(rule.field() == null ? "" : rule.field(), operator.get(), rule.values()));
    }

    private void checkValues(
            String pointer, SlaPolicyDraft.Rule rule, Condition.Operator operator, boolean attribute) {
        int size = rule.values().size();
        boolean fits = switch (operator) {
            case EXISTS -> size == 0;
            case IN, NOT_IN -> size > 0;
            default -> size == 1;
        };
        if (!fits) {
            error(pointer + "/value", "format", switch (operator) {
                case EXISTS -> "exists takes no value.";
                case IN, NOT_IN -> "in and not_in take a list that is not empty.";
                default -> "One value is needed.";
            });
        } else if ("priority".equals(rule.field())
                && !rule.values().stream().allMatch(value -> EnumNames.find(Priority.class, value).isPresent())) {
            error(pointer + "/value", "enum", "A priority is one of low, normal, high, urgent.");
        } else if (operator.ordering() && !"priority".equals(rule.field())
                && (!attribute || Condition.number(rule.values().getFirst()).isEmpty())) {
            error(pointer + "/value", "format", "Only a priority and numbers in attributes can be ordered.");
        }
    }

    private void error(String pointer, String code, String detail) {
        errors.add(FieldError.field(pointer, code, detail));
    }

    /** Finds enum constants by their names in JSON. */
    static final class EnumNames {
        private EnumNames() {}

        static <E extends Enum<E>> Optional<E> find(Class<E> type, String name) {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(name)) {
                    return Optional.of(constant);
                }
            }
            return Optional.empty();
        }
    }

    /** The statuses a target may pause on: once resolved there is nothing to pause. */
    static Optional<ConversationStatus> pausing(String name) {
        return EnumNames.find(ConversationStatus.class, name)
                .filter(status -> status != ConversationStatus.RESOLVED && status != ConversationStatus.CLOSED);
    }
}
