package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Collection;
import java.util.Set;

/** Refuses in clear words what would otherwise be ignored or answered wrongly. */
final class Refusals {

    /** Said with every command and safe to pass over: every write is as durable, every read as fresh, as can be. */
    private static final Set<String> ALWAYS_KNOWN = Set.of("$db", "lsid", "$clusterTime", "$readPreference",
            "writeConcern", "readConcern", "maxTimeMS", "comment", "apiVersion", "apiStrict", "apiDeprecationErrors",
            "bypassDocumentValidation", "allowDiskUse", "noCursorTimeout", "allowPartialResults");

    private static final Set<String> OPERATORS = Set.of("$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin",
            "$exists", "$not", "$elemMatch", "$all", "$size", "$mod", "$type", "$regex", "$options");

    private static final Set<String> LISTS = Set.of("$in", "$nin", "$all");

    private static final Set<String> STAGES = Set.of("$match", "$sort", "$limit", "$skip", "$group", "$project",
            "$lookup", "$unwind", "$count", "$addFields", "$replaceRoot", "$sortByCount", "$facet", "$unset",
            "$sample", "$bucket", Refusals.UNION);

    /** The stage that adds what another collection holds. */
    static final String UNION = "$unionWith";

    private Refusals() {}

    /** Refuses a command that says more than is understood. */
    static void requireKnown(Document command, String... known) {
        Set<String> names = Set.of(known);
        command.forEach((name, value) -> {
            if (!names.contains(name) && !ALWAYS_KNOWN.contains(name) && !isEmpty(value)) {
                throw unsupported("The option '" + name + "'");
            }
        });
    }

    private static boolean isEmpty(Object value) {
        return value == null || Boolean.FALSE.equals(value) || (value instanceof Document document && document.isEmpty());
    }

    static MongoServerError unsupported(String what) {
        return new MongoServerError(ErrorCode.IllegalOperation,
                what + " is not supported by the embedded database; a MongoDB server has it");
    }

    /** The filter, checked as a whole even where no document will be compared with all of it. */
    static Document filter(Object filter) {
        if (filter == null) {
            return new Document();
        }
        if (!(filter instanceof Document document)) {
            throw new BadValueException("A filter must be an object");
        }
        document.forEach(Refusals::requireCondition);
        return document;
    }

    private static void requireCondition(String name, Object value) {
        switch (name) {
            case "$and", "$or", "$nor" -> requireBranches(name, value);
            case "$expr", "$comment" -> { }
            default -> {
                if (name.startsWith("$")) {
                    throw new BadValueException("unknown top level operator: " + name);
                }
                requireOperand(value);
            }
        }
    }

    private static void requireBranches(String name, Object value) {
        if (!(value instanceof Collection<?> branches) || branches.isEmpty()) {
            throw new BadValueException(name + " must be a nonempty array");
        }
        branches.forEach(branch -> {
            if (!(branch instanceof Document document)) {
                throw new BadValueException(name + " entries must be objects");
            }
            filter(document);
        });
    }

    private static void requireOperand(Object value) {
        if (value instanceof Document operators && startsWithOperator(operators)) {
            operators.forEach((operator, operand) -> {
                if (!OPERATORS.contains(operator)) {
                    throw new BadValueException("unknown operator: " + operator);
                }
                if (LISTS.contains(operator) && !(operand instanceof Collection<?>)) {
                    throw new BadValueException(operator + " needs an array");
                }
                if (operator.equals("$elemMatch") || operator.equals("$not")) {
                    requireNested(operator, operand);
                }
            });
        }
    }

    private static void requireNested(String operator, Object operand) {
        if (operand instanceof Document nested) {
            if (startsWithOperator(nested) && nested.keySet().stream().allMatch(OPERATORS::contains)) {
                requireOperand(nested);
            } else if (operator.equals("$elemMatch")) {
                filter(nested);
            } else {
                throw new BadValueException("$not needs a regex or an object of operators");
            }
        }
    }

    private static boolean startsWithOperator(Document document) {
        String first = document.isEmpty() ? "" : document.keySet().iterator().next();
        return first.startsWith("$") && !Set.of("$ref", "$id", "$db").contains(first);
    }

    /** The projection or null; computed fields would be dropped without a word. */
    static Document projection(Object projection) {
        if (projection == null) {
            return null;
        }
        if (!(projection instanceof Document fields)) {
            throw new BadValueException("A projection must be an object");
        }
        fields.forEach((name, value) -> {
            boolean known = value instanceof Number || value instanceof Boolean
                    || (value instanceof Document document && document.size() == 1
                            && (document.containsKey("$slice") || document.containsKey("$elemMatch")));
            if (!known || name.contains("$")) {
                throw unsupported("The projection of '" + name + "'");
            }
        });
        return fields.isEmpty() ? null : fields;
    }

    /** Checks the stages and the filters in them. */
    static void pipeline(Collection<?> pipeline) {
        int left = pipeline.size();
        for (Object item : pipeline) {
            if (!(item instanceof Document stage) || stage.size() != 1) {
                throw new MongoServerError(40323,
                        "A pipeline stage specification object must contain exactly one field.");
            }
            String name = stage.keySet().iterator().next();
            if (!STAGES.contains(name)) {
                throw new MongoServerError(40324, "Unrecognized pipeline stage name: '" + name + "'");
            }
            left--;
            switch (name) {
                case "$match" -> filter(stage.get(name));
                case UNION -> requireUnion(stage.get(name), left == 0);
                default -> { }
            }
        }
    }

    private static void requireUnion(Object union, boolean last) {
        if (!last || !(union instanceof Document other) || !other.keySet().equals(Set.of("coll", "pipeline"))
                || !(other.get("coll") instanceof String) || !(other.get("pipeline") instanceof Collection<?> pipeline)) {
            throw unsupported(UNION + " before another stage, or without coll and pipeline,");
        }
        pipeline(pipeline);
    }
}
