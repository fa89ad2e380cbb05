package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.Json;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.stream.Collectors;

/** A unique index already has the key; tells which index, as MongoDB does. */
final class DuplicateKey extends MongoServerError {

    private final transient Document pattern;
    private final transient Document value;

    DuplicateKey(StoredCollection collection, IndexDefinition index, Document value) {
        super(ErrorCode.DuplicateKey, "E11000 duplicate key error collection: " + collection.fullName()
                + " index: " + index.name() + " dup key: " + shown(value));
        this.pattern = (Document) index.description().get("key");
        this.value = value;
    }

    private static String shown(Document value) {
        return value.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + Json.toCompactJsonValue(entry.getValue()))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    /** Adds {@code keyPattern} and {@code keyValue} to an error document. */
    void describeIn(Document error) {
        error.append("keyPattern", pattern).append("keyValue", value);
    }
}
