package dev.nightdesk.api.platform.mongo.bson;

import java.util.Map;

/** Writes documents of maps, lists and plain values; whoever has further types adds them. */
public abstract class ValueWriter {
    private final BsonOutput out;

    /** Writes to the output. */
    protected ValueWriter(BsonOutput out) {
        this.out = out;
    }

    /** Where it writes. */
    protected final BsonOutput out() {
        return out;
    }

    /**
     * Writes a value that is neither text, number, truth, map nor list.
     *
     * @return its type
     */
    protected abstract byte other(Object value);

    /** Writes a document. */
    protected final byte document(Map<?, ?> document) {
        int start = out.begin();
        for (Map.Entry<?, ?> field : document.entrySet()) {
            field((String) field.getKey(), field.getValue());
        }
        out.end(start);
        return BsonType.DOCUMENT;
    }

    /** Writes a field of the document that has been begun. */
    protected final void field(String name, Object value) {
        int type = out.name(name);
        out.setOctet(type, value(value));
    }

    /** Writes a value and returns its type, which stands before its name. */
    private byte value(Object value) {
        return switch (value) {
            case null -> BsonType.NULL;
            case String text -> string(text);
            case Long number -> int64(BsonType.INT64, number);
            case Integer number -> int32(number);
            case Boolean truth -> truth(truth);
            case Double number -> int64(BsonType.DOUBLE, Double.doubleToRawLongBits(number));
            case Encoded encoded -> encoded(encoded);
            case Map<?, ?> inner -> document(inner);
            case Iterable<?> values -> array(values);
            default -> other(value);
        };
    }

    private byte encoded(Encoded value) {
        byte type = value.copyTo(out);
        return type == BsonType.END && value instanceof Iterable<?> values ? array(values) : type;
    }

    private byte array(Iterable<?> values) {
        int start = out.begin();
        int index = 0;
        for (Object value : values) {
            field(Integer.toString(index++), value);
        }
        out.end(start);
        return BsonType.ARRAY;
    }

    /** Writes text. */
    protected final byte string(String text) {
        out.string(text);
        return BsonType.STRING;
    }

    /** Writes a value of eight bytes. */
    protected final byte int64(byte type, long number) {
        out.int64(number);
        return type;
    }

    /** Writes bytes as a value. */
    protected final byte octets(byte type, byte[] bytes) {
        out.octets(bytes, 0, bytes.length);
        return type;
    }

    /** Writes bytes with their length and kind. */
    protected final byte binary(int subtype, byte[] data) {
        out.int32(data.length);
        out.octet(subtype);
        return octets(BsonType.BINARY, data);
    }

    private byte int32(int number) {
        out.int32(number);
        return BsonType.INT32;
    }

    private byte truth(boolean truth) {
        out.octet(truth ? 1 : 0);
        return BsonType.BOOLEAN;
    }
}
