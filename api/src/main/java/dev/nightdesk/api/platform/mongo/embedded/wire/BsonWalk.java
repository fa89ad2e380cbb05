package dev.nightdesk.api.platform.mongo.embedded.wire;

import de.bwaldvogel.mongo.exception.BadValueException;
import dev.nightdesk.api.platform.mongo.bson.BsonType;
import java.nio.ByteBuffer;

/** Walks over BSON without reading the values: it fails where reading them would. */
final class BsonWalk {

    private final ByteBuffer in;
    private boolean plain = true;

    BsonWalk(ByteBuffer in) {
        this.in = in;
    }

    /** Whether no name of a document on the way was empty or an operator. */
    boolean hasPlainNames() {
        return plain;
    }

    /** Goes behind a document or an array that lies so deep. */
    void over(boolean array, int depth) {
        BsonReader.requireShallow(depth);
        int end = in.position() + in.getInt();
        for (byte type = in.get(); type != BsonType.END; type = in.get()) {
            byte first = in.get(in.position());
            plain &= array || first != 0 && first != '$';
            overText();
            overValue(type, depth);
        }
        BsonReader.requireEnd(in.position() == end);
    }

    private void overValue(byte type, int depth) {
        switch (type) {
            case BsonType.DOCUMENT, BsonType.ARRAY -> over(type == BsonType.ARRAY, depth + 1);
            case BsonType.STRING, BsonType.JAVASCRIPT -> {
                over(in.getInt() - 1);
                over(1);
            }
            case BsonType.BINARY -> overBinary();
            case BsonType.REGEX -> {
                overText();
                overText();
            }
            case BsonType.UNDEFINED, BsonType.NULL, BsonType.MIN_KEY, BsonType.MAX_KEY -> { }
            case BsonType.BOOLEAN -> over(1);
            case BsonType.INT32 -> over(Integer.BYTES);
            case BsonType.DOUBLE, BsonType.DATE, BsonType.TIMESTAMP, BsonType.INT64 -> over(Long.BYTES);
            case BsonType.OBJECT_ID -> over(12);
            case BsonType.DECIMAL128 -> over(16);
            default -> throw BsonReader.unsupported(type);
        }
    }

    private void overBinary() {
        int length = in.getInt();
        BsonReader.requireKnownBinary(in.get() & 0xFF, length);
        over(length);
    }

    private void overText() {
        byte octet = in.get();
        while (octet != 0) {
            octet = in.get();
        }
    }

    private void over(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BadValueException("BSON is cut short");
        }
        in.position(in.position() + length);
    }
}
