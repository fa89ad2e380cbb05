package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The filters a partial index may have: those of which it can be told whether a query implies them. */
final class PartialFilters {

    private static final Set<String> COMPARISONS = Set.of("$eq", "$gt", "$gte", "$lt", "$lte");

    private PartialFilters() {}

    /** The fields the filter speaks of. */
    static Set<String> paths(Document filter) {
        Set<String> paths = new LinkedHashSet<>();
        filter.forEach((name, value) -> {
            if (name.equals("$and")) {
                ((Collection<?>) value).forEach(part -> paths.addAll(paths((Document) part)));
            } else {
                paths.add(name);
            }
        });
        return paths;
    }

    /** The field whose presence is all that the filter asks for, or null. */
    static String presentField(Document filter) {
        if (filter.size() != 1) {
            return null;
        }
        String name = filter.keySet().iterator().next();
        boolean plain = name.indexOf('.') < 0 && !name.startsWith("$");
        return plain && new Document("$exists", true).equals(filter.get(name)) ? name : null;
    }

    /** Refuses what a query could not be compared with. */
    static void require(Object filter) {
        if (!(filter instanceof Document document)) {
            throw refusal("it must be an object");
        }
        document.forEach((name, value) -> {
            if (name.equals("$and") && value instanceof Collection<?> parts) {
                parts.forEach(PartialFilters::require);
            } else if (name.startsWith("$")) {
                throw refusal(name + " is not supported");
            } else {
                requireCondition(value);
            }
        });
    }

    private static void requireCondition(Object value) {
        if (value instanceof Collection<?> || BsonRegularExpression.isRegularExpression(value)) {
            throw refusal("only equality, $exists: true, $gt, $gte, $lt and $lte are supported");
        }
        if (value instanceof Document operators) {
            operators.forEach((operator, operand) -> {
                boolean exists = operator.equals("$exists") && Boolean.TRUE.equals(operand);
                boolean comparison = COMPARISONS.contains(operator)
                        && !(operand == null || operand instanceof Document || operand instanceof Collection<?>);
                if (!exists && !comparison) {
                    throw refusal("only equality, $exists: true, $gt, $gte, $lt and $lte are supported");
                }
            });
        }
    }

    private static MongoServerError refusal(String reason) {
        return new MongoServerError(67, "CannotCreateIndex", "A partialFilterExpression was refused: " + reason);
    }
}
