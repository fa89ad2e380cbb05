package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Optional;
import java.util.Set;

/** Checks what {@code createIndexes} asks for; an option that would not be honoured is refused. */
final class IndexDescriptions {

    private static final int CANNOT_CREATE_INDEX = 67;
    private static final int INDEX_OPTIONS_CONFLICT = 85;
    private static final int INDEX_KEY_SPECS_CONFLICT = 86;

    private static final Set<String> KNOWN = Set.of(
            "v", "key", "name", "ns", "unique", "sparse", "background", "partialFilterExpression");

    private IndexDescriptions() {}

    /** The description as it will be kept. */
    static Document checked(Object requested) {
        if (!(requested instanceof Document asked) || !(asked.get("key") instanceof Document key) || key.isEmpty()) {
            throw refusal("An index needs a key");
        }
        if (asked.containsKey("expireAfterSeconds")) {
            throw refusal("The embedded database does not delete by itself: expireAfterSeconds is refused");
        }
        asked.forEach((option, value) -> {
            if (!KNOWN.contains(option) && !Boolean.FALSE.equals(value)) {
                throw refusal("The index option '" + option + "' is not supported by the embedded database");
            }
        });
        key.forEach(IndexDescriptions::requireField);
        Document description = new Document("v", 2).append("key", key);
        description.append("name", asked.containsKey("name") ? asked.get("name") : defaultName(key));
        if (Boolean.TRUE.equals(asked.get("unique"))) {
            description.append("unique", true);
        }
        if (Boolean.TRUE.equals(asked.get("sparse"))) {
            description.append("sparse", true);
        }
        if (asked.get("partialFilterExpression") != null) {
            PartialFilters.require(asked.get("partialFilterExpression"));
            description.append("partialFilterExpression", asked.get("partialFilterExpression"));
        }
        return description;
    }

    private static void requireField(String path, Object direction) {
        boolean sorts = direction instanceof Number number && number.doubleValue() != 0;
        if (!sorts) {
            throw refusal("The index kind '" + direction + "' is not supported by the embedded database");
        }
        if (path.isEmpty() || path.startsWith(".") || path.endsWith(".") || path.contains("..")
                || path.contains("$")) {
            throw refusal("'" + path + "' cannot be indexed");
        }
    }

    private static String defaultName(Document key) {
        StringBuilder name = new StringBuilder();
        key.forEach((path, direction) -> name.append(name.isEmpty() ? "" : "_").append(path).append('_')
                .append(((Number) direction).intValue()));
        return name.toString();
    }

    /**
     * Whether the collection has this very index.
     *
     * @throws MongoServerError if it has one that is the same in part only
     */
    static boolean exists(StoredCollection collection, Document description) {
        if (description.get("key").equals(new Document(IndexDefinition.ID, 1))) {
            return true;
        }
        Optional<IndexDefinition> named = collection.index((String) description.get("name"));
        if (named.isPresent()) {
            if (named.get().description().equals(description)) {
                return true;
            }
            throw new MongoServerError(INDEX_KEY_SPECS_CONFLICT, "IndexKeySpecsConflict",
                    "An index named '" + description.get("name") + "' exists with another key or other options");
        }
        Document unnamed = withoutName(description);
        if (collection.indexes().stream().anyMatch(index -> withoutName(index.description()).equals(unnamed))) {
            throw new MongoServerError(INDEX_OPTIONS_CONFLICT, "IndexOptionsConflict",
                    "The same index exists under another name than '" + description.get("name") + "'");
        }
        return false;
    }

    private static Document withoutName(Document description) {
        Document copy = description.clone();
        copy.remove("name");
        return copy;
    }

    private static MongoServerError refusal(String message) {
        return new MongoServerError(CANNOT_CREATE_INDEX, "CannotCreateIndex", message);
    }
}
