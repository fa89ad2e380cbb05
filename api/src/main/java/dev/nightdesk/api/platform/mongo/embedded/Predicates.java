package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a filter says about single fields: the conditions that every match must meet. */
final class Predicates {

    /** A condition on one path. */
    private record Condition(String path, Object value) {}

    private final List<Condition> conditions = new ArrayList<>();
    private final List<List<Predicates>> alternatives = new ArrayList<>();

    private Predicates() {}

    static Predicates of(Document filter) {
        Predicates predicates = new Predicates();
        predicates.collect("", filter);
        return predicates;
    }

    private void collect(String prefix, Document filter) {
        filter.forEach((name, value) -> {
            switch (name) {
                case "$and" -> ((Collection<?>) value).forEach(part -> collect(prefix, (Document) part));
                case "$or" -> alternatives.add(((Collection<?>) value).stream()
                        .map(part -> nested(prefix, (Document) part)).toList());
                default -> {
                    if (!name.startsWith("$")) {
                        collectField(prefix + name, value);
                    }
                }
            }
        });
    }

    private static Predicates nested(String prefix, Document filter) {
        Predicates predicates = new Predicates();
        predicates.collect(prefix, filter);
        return predicates;
    }

    private void collectField(String path, Object value) {
        conditions.add(new Condition(path, value));
        if (value instanceof Document operators && operators.get("$elemMatch") instanceof Document element) {
            if (isOperators(element)) {
                conditions.add(new Condition(path, element));
            } else {
                collect(path + ".", element);
            }
        }
    }

    /**
     * Where the values at {@code path} must lie.
     *
     * @param arrays whether documents may hold several values there, so that each condition may be met by another
     */
    Bounds bounds(String path, boolean arrays) {
        Bounds bounds = Bounds.anywhere();
        for (Condition condition : conditions) {
            if (condition.path().equals(path)) {
                bounds = narrowed(bounds, of(condition.value()), arrays);
            }
        }
        for (List<Predicates> branches : alternatives) {
            Bounds hull = branches.stream()
                    .map(branch -> branch.bounds(path, arrays))
                    .reduce(Bounds::hull).orElse(Bounds.anywhere());
            bounds = narrowed(bounds, hull, arrays);
        }
        return bounds;
    }

    private static Bounds narrowed(Bounds present, Bounds more, boolean arrays) {
        if (!arrays) {
            return present.and(more);
        }
        return present instanceof Bounds.Points || more instanceof Bounds.Anywhere ? present : more;
    }

    /** Whether every match has something at {@code path}, be it null. */
    boolean requiresPresence(String path) {
        return conditions.stream().anyMatch(condition -> condition.path().equals(path)
                && condition.value() instanceof Document operators
                && operators.containsKey("$exists") && isTrue(operators.get("$exists")));
    }

    private static boolean isTrue(Object value) {
        return value instanceof Boolean flag ? flag : !(value instanceof Number number) || number.doubleValue() != 0;
    }

    private static Bounds of(Object value) {
        if (value instanceof Document document && isOperators(document)) {
            return ofOperators(document);
        }
        return isIndexable(value) ? Bounds.points(List.of(KeyEncoding.encode(value))) : Bounds.anywhere();
    }

    private static Bounds ofOperators(Document operators) {
        Bounds bounds = Bounds.anywhere();
        for (var operator : operators.entrySet()) {
            bounds = bounds.and(ofOperator(operator.getKey(), operator.getValue()));
        }
        return bounds;
    }

    private static Bounds ofOperator(String operator, Object value) {
        return switch (operator) {
            case "$eq" -> isIndexable(value) ? Bounds.points(List.of(KeyEncoding.encode(value))) : Bounds.anywhere();
            case "$in" -> ofList((Collection<?>) value);
            case "$gt" -> comparison(value, false, true);
            case "$gte" -> comparison(value, true, true);
            case "$lt" -> comparison(value, false, false);
            case "$lte" -> comparison(value, true, false);
            default -> Bounds.anywhere();
        };
    }

    private static Bounds ofList(Collection<?> values) {
        boolean indexable = values.stream().allMatch(Predicates::isIndexable);
        return indexable ? Bounds.points(values.stream().map(KeyEncoding::encode).toList()) : Bounds.anywhere();
    }

    /** Only values of one family compare, so a comparison is bounded on both sides. */
    private static Bounds comparison(Object value, boolean included, boolean above) {
        if (value == null || value instanceof Document || !isIndexable(value)) {
            return Bounds.anywhere();
        }
        byte[] limit = KeyEncoding.encode(value);
        int family = KeyEncoding.family(value);
        return above
                ? new Bounds.Range(limit, included, new byte[] {(byte) (family + 1)}, false)
                : new Bounds.Range(new byte[] {(byte) family}, true, limit, included);
    }

    /** Arrays match whole or by element, patterns by search, and the extreme keys compare with every family. */
    private static boolean isIndexable(Object value) {
        return !(value instanceof Collection<?> || value instanceof MinKey || value instanceof MaxKey
                || BsonRegularExpression.isRegularExpression(value)
                || (value instanceof Document document && isOperators(document)));
    }

    private static boolean isOperators(Document document) {
        return !document.isEmpty() && document.keySet().iterator().next().startsWith("$");
    }
}
