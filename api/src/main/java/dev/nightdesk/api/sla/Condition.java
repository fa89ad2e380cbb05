package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.Priority;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A comparison with one field of a conversation.
 *
 * @param field {@code channel}, {@code priority}, {@code tag}, {@code customer_tier}, {@code organization_id},
 *     {@code language} or {@code attributes.<key>}
 * @param values what is compared with; one for all operators but {@link Operator#IN} and {@link Operator#NOT_IN},
 *     none for {@link Operator#EXISTS}
 */
public record Condition(String field, Operator operator, List<String> values) {
    static final String ATTRIBUTES = "attributes.";
    static final Set<String> FIELDS =
            Set.of("channel", "priority", "tag", "customer_tier", "organization_id", "language");

    /** How a field is compared. A field without a value satisfies only {@code ne} and {@code not_in}. */
    public enum Operator {
        EQ, NE, IN, NOT_IN, EXISTS, GT, GTE, LT, LTE;

        /** The name in JSON. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean ordering() {
            return this == GT || this == GTE || this == LT || this == LTE;
        }
    }

    public Condition {
        values = List.copyOf(values);
    }

    /** Whether the comparison is true of a conversation. Tags are compared one by one: one that fits is enough. */
    public boolean holds(SlaSubject subject) {
        return switch (operator) {
            case EQ, IN -> equalsAny(subject);
            case NE, NOT_IN -> !equalsAny(subject);
            case EXISTS -> field.equals("tag") ? !subject.tags().isEmpty() : value(subject).isPresent();
            case GT -> compares(subject, order -> order > 0);
            case GTE -> compares(subject, order -> order >= 0);
            case LT -> compares(subject, order -> order < 0);
            case LTE -> compares(subject, order -> order <= 0);
        };
    }

    private boolean equalsAny(SlaSubject subject) {
        if (field.equals("tag")) {
            return values.stream().anyMatch(subject.tags()::contains);
        }
        return value(subject).filter(actual -> values.stream().anyMatch(wanted -> same(actual, wanted))).isPresent();
    }

    private boolean same(Object actual, String wanted) {
        if (field.equals("language")) {
            return speaks(actual.toString().toLowerCase(Locale.ROOT), wanted.toLowerCase(Locale.ROOT));
        }
        if (actual instanceof Number) {
            BigDecimal number = new BigDecimal(actual.toString());
            return number(wanted).filter(other -> other.compareTo(number) == 0).isPresent();
        }
        return actual.toString().equals(wanted);
    }

    /** RFC 4647 basic filtering: {@code en} accepts {@code en-GB}. */
    private static boolean speaks(String language, String range) {
        return language.equals(range) || language.startsWith(range + "-");
    }

    private boolean compares(SlaSubject subject, IntPredicate wanted) {
        Optional<Object> actual = value(subject);
        if (actual.isEmpty()) {
            return false;
        }
        if (field.equals("priority")) {
            Priority limit = Priority.valueOf(values.getFirst().toUpperCase(Locale.ROOT));
            return wanted.test(subject.priority().compareTo(limit));
        }
        Optional<BigDecimal> limit = number(values.getFirst());
        return actual.get() instanceof Number number && limit.isPresent()
                && wanted.test(new BigDecimal(number.toString()).compareTo(limit.get()));
    }

    private Optional<Object> value(SlaSubject subject) {
        return Optional.ofNullable(switch (field) {
            case "channel" -> subject.channel();
            case "priority" -> subject.priority().name().toLowerCase(Locale.ROOT);
            case "customer_tier" -> subject.customerTier();
            case "organization_id" -> subject.organizationId();
            case "language" -> subject.language();
            default -> field.startsWith(ATTRIBUTES)
                    ? subject.attributes().get(field.substring(ATTRIBUTES.length()))
                    : null;
        });
    }

    static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
