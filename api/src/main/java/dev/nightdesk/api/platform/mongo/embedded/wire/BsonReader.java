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
import dev.nightdesk.api.platform.mongo.bson.BsonType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads BSON into the documents of mongo-java-server; what it cannot keep exactly it refuses. */
public final class BsonReader {

    private static final int DEEPEST = 200;
    private static final int UUID_LENGTH = 16;

    private final ByteBuffer in;
    private final boolean checked;
    private int depth;

    /** Reads from the start of {@code bytes}, which a stranger may have written. */
    public BsonReader(byte[] bytes) {
        this(bytes, 0, false);
    }

    private BsonReader(byte[] bytes, int start, boolean checked) {
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(start);
        this.checked = checked;
    }

    /** The document that {@code bytes} hold, which were read by us before, or written. */
    public static Document read(byte[] bytes) {
        return new BsonReader(bytes, 0, true).document();
    }

    /** What is in the array at a place of bytes that were read before. */
    static List<Object> elements(byte[] bytes, int start) {
        List<Object> values = new ArrayList<>();
        new BsonReader(bytes, start, true).readFields((name, value) -> values.add(value));
        return values;
    }

    /** The next document. */
    public Document document() {
        Document document = new Document();
        readFields(document::put);
        return document;
    }

    int position() {
        return in.position();
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    int int32() {
        return in.getInt();
    }

    byte octet() {
        return in.get();
    }

    String cString() {
        int start = in.position();
        int end = start;
        byte[] bytes = in.array();
        while (end < in.limit() && bytes[end] != 0) {
            end++;
        }
        if (end == in.limit()) {
            throw new BadValueException("BSON is cut short: a name does not end");
        }
        in.position(end + 1);
        return FieldNames.of(bytes, start, end);
    }

    private interface Field {
        void put(String name, Object value);
    }

    private void readFields(Field field) {
        requireShallow(++depth);
        try {
            int end = in.position() + in.getInt();
            for (byte type = in.get(); type != BsonType.END; type = in.get()) {
                String name = cString();
                field.put(name, value(type));
            }
            requireEnd(in.position() == end);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException
                | IllegalArgumentException e) {
            throw new BadValueException("BSON is cut short");
        }
        depth--;
    }

    static void requireShallow(int depth) {
        if (depth > DEEPEST) {
            throw new BadValueException("Documents may be nested at most " + DEEPEST + " deep");
        }
    }

    static void requireEnd(boolean there) {
        if (!there) {
            throw new BadValueException("BSON is damaged: a document does not have the length it states");
        }
    }

    static BadValueException unsupported(byte type) {
        return new BadValueException(
                "BSON type 0x" + Integer.toHexString(type & 0xFF) + " is not supported by the embedded database");
    }

    static void requireKnownBinary(int subtype, int length) {
        boolean uuid = subtype == BsonType.LEGACY_UUID || subtype == BsonType.UUID;
        if (!uuid && subtype != BsonType.GENERIC) {
            throw new BadValueException("Binary subtype " + subtype + " is not supported by the embedded database");
        }
        if (uuid && length != UUID_LENGTH) {
            throw new BadValueException("A UUID has 16 bytes");
        }
    }

    private Object value(byte type) {
        return switch (type) {
            case BsonType.DOUBLE -> in.getDouble();
            case BsonType.STRING -> string();
            case BsonType.DOCUMENT -> document();
            case BsonType.ARRAY -> array();
            case BsonType.BINARY -> binary();
            case BsonType.UNDEFINED, BsonType.NULL -> null;
            case BsonType.OBJECT_ID -> new ObjectId(bytes(12));
            case BsonType.BOOLEAN -> in.get() != 0;
            case BsonType.DATE -> Instant.ofEpochMilli(in.getLong());
            case BsonType.REGEX -> new BsonRegularExpression(cString(), cString());
            case BsonType.JAVASCRIPT -> new BsonJavaScript(string());
            case BsonType.INT32 -> in.getInt();
            case BsonType.TIMESTAMP -> new BsonTimestamp(in.getLong());
            case BsonType.INT64 -> in.getLong();
            case BsonType.DECIMAL128 -> new Decimal128(in.getLong(), in.getLong());
            case BsonType.MIN_KEY -> MinKey.getInstance();
            case BsonType.MAX_KEY -> MaxKey.getInstance();
            default -> throw unsupported(type);
        };
    }

    private List<Object> array() {
        int start = in.position();
        boolean plain = false;
        if (checked) {
            in.position(start + in.getInt(start));
        } else {
            BsonWalk walk = new BsonWalk(in);
            walk.over(true, depth + 1);
            plain = walk.hasPlainNames();
        }
        return new RawArray(in.array(), start, in.position() - start, plain);
    }

    private String string() {
        int length = in.getInt() - 1;
        String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length + 1);
        return text;
    }

    private Object binary() {
        int length = in.getInt();
        int subtype = in.get() & 0xFF;
        requireKnownBinary(subtype, length);
        return switch (subtype) {
            case BsonType.LEGACY_UUID -> new LegacyUUID(in.getLong(), in.getLong());
            case BsonType.UUID -> {
                ByteBuffer big = ByteBuffer.wrap(bytes(length));
                yield new UUID(big.getLong(), big.getLong());
            }
            default -> new BinData(bytes(length));
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
