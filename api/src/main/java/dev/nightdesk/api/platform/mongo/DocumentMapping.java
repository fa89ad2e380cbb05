package dev.nightdesk.api.platform.mongo;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import org.bson.Document;

/**
 * How one kind of aggregate looks as a document. The fields {@code _id}, {@code w} (workspace), {@code v} (version),
 * {@code outbox} and {@code pending_at} belong to the platform; the mapping names the others.
 */
public interface DocumentMapping<T extends Aggregate> {
    /** The fields of the state; null values are left out by the caller. */
    Document write(T value);

    /**
     * Those of the fields in which the state may differ from another; by default all. Most changes leave most parts
     * alone, and what need not be written need not be compared.
     */
    default Document write(T value, T other) {
        return write(value);
    }

    /** The state from a document that {@link #write} made, now or in an earlier version. */
    T read(Document document);
}
