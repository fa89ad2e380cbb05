package dev.nightdesk.api.platform.mongo.embedded.wire;

import dev.nightdesk.api.platform.mongo.bson.BsonOutput;
import dev.nightdesk.api.platform.mongo.bson.BsonType;
import dev.nightdesk.api.platform.mongo.bson.Encoded;
import java.util.AbstractList;
import java.util.List;

/**
 * An array that is read only when somebody looks into it. Most are passed on as they came: a write of a conversation
 * replaces one outbox by another, and both are larger than all its other fields. For one thread at a time.
 */
public final class RawArray extends AbstractList<Object> implements Encoded {

    private final int start;
    private final int length;
    private final boolean plain;
    /** Null once it was read: what was handed out could be changed, though not this list. */
    private byte[] source;
    private List<Object> values;

    RawArray(byte[] source, int start, int length, boolean plain) {
        this.source = source;
        this.start = start;
        this.length = length;
        this.plain = plain;
    }

    /** Whether it is known that no name in it is empty or an operator. */
    public boolean hasPlainNames() {
        return plain && source != null;
    }

    @Override
    public Object get(int index) {
        return values().get(index);
    }

    @Override
    public int size() {
        return values().size();
    }

    private List<Object> values() {
        if (values == null) {
            values = BsonReader.elements(source, start);
            source = null;
        }
        return values;
    }

    @Override
    public byte copyTo(BsonOutput out) {
        if (source == null) {
            return BsonType.END;
        }
        out.octets(source, start, length);
        return BsonType.ARRAY;
    }
}
