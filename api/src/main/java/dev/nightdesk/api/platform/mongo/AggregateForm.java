package dev.nightdesk.api.platform.mongo;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import java.util.Map;
import org.bson.Document;

/**
 * How aggregates of one kind are stored: what the platform needs of each, and what the feature's mapping tells.
 *
 * @param mapping the feature's part
 */
record AggregateForm<T extends Aggregate>(DocumentMapping<T> mapping) {
    /** The state that a document holds. */
    T read(Document document) {
        return mapping.read(document);
    }

    /** A document that holds the state. */
    Document write(T value) {
        return whole(value, mapping.write(value));
    }

    /** The update that turns the one state into the other. */
    Document difference(T before, T after) {
        return Documents.difference(whole(before, mapping.write(before, after)),
                whole(after, mapping.write(after, before)));
    }

    /** The update that sets the state, whatever was there. */
    Document replacement(T value) {
        Document set = new Document("v", value.version());
        Document unset = new Document();
        for (Map.Entry<String, Object> field : mapping.write(value).entrySet()) {
            (field.getValue() == null ? unset : set).append(field.getKey(), field.getValue());
        }
        Document update = new Document("$set", set);
        return unset.isEmpty() ? update : update.append("$unset", unset);
    }

    /** What the platform needs of it and those of the fields that have a value. */
    static Document whole(Aggregate value, Document fields) {
        Document document = key(value.workspaceId(), value.id()).append("v", value.version());
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            if (field.getValue() != null) {
                document.append(field.getKey(), field.getValue());
            }
        }
        return document;
    }

    static Document key(String workspaceId, String id) {
        return new Document("_id", id).append("w", workspaceId);
    }

    /** Matches the aggregate in just this version. */
    static Document versionKey(Aggregate value) {
        return key(value.workspaceId(), value.id()).append("v", value.version());
    }
}
