package dev.nightdesk.api.platform.mongo.embedded.wire;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.BadValueException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Writes documents of mongo-java-server as BSON. */
public final class BsonWriter {

    private static final int MOST_KEPT = 1 << 16;

    private ByteBuffer out;

    /** Starts with room for {@code capacity} bytes. */
    public BsonWriter(int capacity) {
        out = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The BSON of {@code document}. */
    public static byte[] write(Document document) {
        BsonWriter writer = new BsonWriter(1024);
        writer.document(document);
        return writer.toArray();
    }

    /** Begins anew, in the same memory unless that has become large. */
    void clear() {
        if (out.capacity() > MOST_KEPT) {
            out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        }
        out.clear();
    }

    byte[] toArray() {
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    void int32(int value) {
        room(4).putInt(value);
    }

    void int64(long value) {
        room(8).putLong(value);
    }

    void octet(int value) {
        room(1).put((byte) value);
    }

    void setInt32(int position, int value) {
        out.putInt(position, value);
    }

    int position() {
        return out.position();
    }

    /** Sends what was written. */
    void sendTo(OutputStream stream) throws IOException {
        stream.write(out.array(), out.arrayOffset(), out.position());
        stream.flush();
    }

    void document(Map<?, ?> document) {
        int start = out.position();
        int32(0);
        document.forEach((name, value) -> field((String) name, value));
        end(start);
    }

    private byte array(Collection<?> values) {
        int start = out.position();
        int32(0);
        int index = 0;
        for (Object value : values) {
            field(Integer.toString(index++), value);
        }
        end(start);
        return BsonType.ARRAY;
    }

    private void end(int start) {
        octet(BsonType.END);
        out.putInt(start, out.position() - start);
    }

    private void field(String name, Object value) {
        int type = out.position();
        octet(0);
        cString(name);
        byte kind = value(value);
        out.put(type, kind);
    }

    /** Writes a value and returns its type, which stands before its name. */
    private byte value(Object value) {
        return switch (value) {
            case null -> BsonType.NULL;
            case String text -> string(text);
            case Integer number -> written(BsonType.INT32, room(4).putInt(number));
            case Long number -> written(BsonType.INT64, room(8).putLong(number));
            case Double number -> written(BsonType.DOUBLE, room(8).putDouble(number));
            case Boolean flag -> written(BsonType.BOOLEAN, room(1).put((byte) (flag ? 1 : 0)));
            case Instant instant -> written(BsonType.DATE, room(8).putLong(instant.toEpochMilli()));
            case RawDocument raw -> written(BsonType.DOCUMENT, room(raw.bson().length).put(raw.bson()));
            case Map<?, ?> nested -> nested(nested);
            case Collection<?> values -> array(values);
            default -> rareValue(value);
        };
    }

    private byte rareValue(Object value) {
        return switch (value) {
            case ObjectId id -> written(BsonType.OBJECT_ID, room(12).put(id.toByteArray()));
            case BinData data -> binary(BsonType.GENERIC, data.getData());
            case UUID uuid -> binary(BsonType.UUID, bytes(uuid, ByteOrder.BIG_ENDIAN));
            case LegacyUUID legacy -> binary(BsonType.LEGACY_UUID, bytes(legacy.getUuid(), ByteOrder.LITTLE_ENDIAN));
            case Decimal128 decimal ->
                    written(BsonType.DECIMAL128, room(16).putLong(decimal.getLow()).putLong(decimal.getHigh()));
            case BsonTimestamp timestamp -> written(BsonType.TIMESTAMP, room(8).putLong(timestamp.getValue()));
            case BsonRegularExpression regex -> pattern(regex);
            case BsonJavaScript script -> {
                string(script.getCode());
                yield BsonType.JAVASCRIPT;
            }
            case MinKey lowest -> BsonType.MIN_KEY;
            case MaxKey highest -> BsonType.MAX_KEY;
            default -> throw new BadValueException("A " + value.getClass().getSimpleName() + " has no BSON type");
        };
    }

    private static byte written(byte type, ByteBuffer ignored) {
        return type;
    }

    private static byte[] bytes(UUID uuid, ByteOrder order) {
        return ByteBuffer.allocate(16).order(order)
                .putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits()).array();
    }

    private byte nested(Map<?, ?> document) {
        document(document);
        return BsonType.DOCUMENT;
    }

    private byte pattern(BsonRegularExpression regex) {
        cString(regex.getPattern());
        cString(regex.getOptions() == null ? "" : regex.getOptions());
        return BsonType.REGEX;
    }

    private byte binary(int subtype, byte[] data) {
        int32(data.length);
        octet(subtype);
        return written(BsonType.BINARY, room(data.length).put(data));
    }

    private byte string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int32(bytes.length + 1);
        return written(BsonType.STRING, room(bytes.length + 1).put(bytes).put((byte) 0));
    }

    private void cString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte octet : bytes) {
            if (octet == 0) {
                throw new BadValueException("A field name holds the character NUL");
            }
        }
        room(bytes.length + 1).put(bytes).put((byte) 0);
    }

    private ByteBuffer room(int more) {
        if (out.remaining() < more) {
            int capacity = Math.max(out.position() + more, out.capacity() * 2);
            out = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(out.flip());
        }
        return out;
    }
}
