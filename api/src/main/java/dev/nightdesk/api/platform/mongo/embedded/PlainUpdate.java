package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.wire.RawArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An update of nothing but {@code $set}, {@code $unset} and single-valued {@code $push} of top-level fields, or a whole
 * document in the place of the one with its {@code _id}. Nearly all updates are such, and the query core would clone
 * the document three times for each.
 */
final class PlainUpdate {

    private static final String SET = "$set";
    private static final String UNSET = "$unset";
    private static final String PUSH = "$push";

    private final Document update;

    private PlainUpdate(Document update) {
        this.update = update;
    }

    /** The update in this form; empty where it does anything else, or wrong. */
    static Optional<PlainUpdate> of(Object update) {
        return update instanceof Document document && !document.isEmpty()
                && (isReplacement(document) || isOperators(document))
                ? Optional.of(new PlainUpdate(document)) : Optional.empty();
    }

    private static boolean isReplacement(Document document) {
        return document.keySet().iterator().next().equals(IndexDefinition.ID) && hasPlainNames(document)
                && document.keySet().stream().allMatch(name -> name.indexOf('.') < 0);
    }

    private static boolean isOperators(Document document) {
        Set<String> fields = new HashSet<>();
        for (var operator : document.entrySet()) {
            if (!isPlain(operator.getKey(), operator.getValue(), fields)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String operator, Object operand, Set<String> fields) {
        if (!operator.equals(SET) && !operator.equals(UNSET) && !operator.equals(PUSH)
                || !(operand instanceof Document changes) || changes.isEmpty()) {
            return false;
        }
        for (var change : changes.entrySet()) {
            String name = change.getKey();
            if (!isPlain(name) || name.indexOf('.') >= 0 || name.equals(IndexDefinition.ID) || !fields.add(name)
                    || !hasPlainNames(change.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && !name.startsWith("$");
    }

    /** Loops, as each value of each update passes here. */
    private static boolean hasPlainNames(Object value) {
        if (value instanceof RawArray array && array.hasPlainNames()) {
            return true;
        }
        if (value instanceof Document document) {
            for (var field : document.entrySet()) {
                if (!isPlain(field.getKey()) || !hasPlainNames(field.getValue())) {
                    return false;
                }
            }
        } else if (value instanceof Collection<?> values) {
            for (Object element : values) {
                if (!hasPlainNames(element)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * What becomes of the document, which stays as it is.
     *
     * @return empty where only the query core knows
     */
    Optional<Document> apply(Document before) {
        return update.containsKey(IndexDefinition.ID) ? replaced(before) : changed(before);
    }

    /** An {@code _id} of another kind of number, or a wrong one, is for the query core to judge. */
    private Optional<Document> replaced(Document before) {
        if (!Objects.equals(update.get(IndexDefinition.ID), before.get(IndexDefinition.ID))) {
            return Optional.empty();
        }
        Document after = new Document();
        // Fields that stay keep their places, as the query core has it.
        after.putAll(before);
        after.keySet().retainAll(update.keySet());
        after.putAll(update);
        return Optional.of(after);
    }

    private Optional<Document> changed(Document before) {
        Document after = new Document();
        after.putAll(before);
        for (var operator : update.entrySet()) {
            for (var change : ((Document) operator.getValue()).entrySet()) {
                boolean done = switch (operator.getKey()) {
                    case SET -> set(after, change.getKey(), change.getValue());
                    case PUSH -> push(after, change.getKey(), change.getValue());
                    default -> unset(after, change.getKey());
                };
                if (!done) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(after);
    }

    /** Whether 1 and 1.0 are the same, and which of them stays, is for the query core to say. */
    private static boolean set(Document after, String name, Object value) {
        Object present = after.get(name);
        if (present instanceof Number && value instanceof Number && present.getClass() != value.getClass()) {
            return false;
        }
        after.put(name, value);
        return true;
    }

    private static boolean push(Document after, String name, Object value) {
        if (after.containsKey(name) && !(after.get(name) instanceof List<?>)) {
            return false;
        }
        List<Object> values = new ArrayList<>();
        if (after.get(name) instanceof List<?> present) {
            values.addAll(present);
        }
        values.add(value);
        after.put(name, values);
        return true;
    }

    private static boolean unset(Document after, String name) {
        after.remove(name);
        return true;
    }
}
