package dev.nightdesk.api.platform.mongo.embedded.wire;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.bson.BsonType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A filter of nothing but top-level fields that equal a text, a whole number or null, tested on the bytes of a
 * document without reading it. Most look-ups are such; where the bytes leave a doubt it says so.
 */
public final class ScalarFilter {

    /** What the bytes tell. */
    public enum Verdict { MATCHES, DIFFERS, UNDECIDED }

    private static final int UNKNOWN = -1;

    private final List<Field> fields;
    private final int required;

    /** One condition; of text and number at most one is set, and neither where null is asked for. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Field(byte[] name, byte[] text, Long number) {

        boolean asksForNull() {
            return text == null && number == null;
        }
    }

    private ScalarFilter(List<Field> fields) {
        this.fields = fields;
        required = (int) fields.stream().filter(field -> !field.asksForNull()).count();
    }

    /** The filter in this form; empty where it asks for anything else. */
    public static Optional<ScalarFilter> of(Document filter) {
        List<Field> fields = new ArrayList<>(filter.size());
        for (var condition : filter.entrySet()) {
            String name = condition.getKey();
            Object value = condition.getValue();
            boolean scalar = value == null || value instanceof String || value instanceof Long
                    || value instanceof Integer;
            if (!scalar || name.isEmpty() || name.startsWith("$") || name.indexOf('.') >= 0) {
                return Optional.empty();
            }
            fields.add(new Field(name.getBytes(StandardCharsets.UTF_8),
                    value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : null,
                    value instanceof Number number ? number.longValue() : null));
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new ScalarFilter(fields));
    }

    /** Tests a document. */
    public Verdict test(byte[] bson) {
        int met = 0;
        int at = Integer.BYTES;
        while (bson[at] != BsonType.END) {
            byte type = bson[at];
            int name = at + 1;
            int value = name;
            while (bson[value] != 0) {
                value++;
            }
            Field field = named(bson, name, value);
            value++;
            if (field != null) {
                Verdict verdict = compare(field, type, bson, value);
                if (verdict != Verdict.MATCHES) {
                    return verdict;
                }
                met += field.asksForNull() ? 0 : 1;
                if (met == fields.size()) {
                    return Verdict.MATCHES;
                }
            }
            int length = length(type, bson, value);
            if (length == UNKNOWN) {
                return Verdict.UNDECIDED;
            }
            at = value + length;
        }
        return met == required ? Verdict.MATCHES : Verdict.DIFFERS;
    }

    private Field named(byte[] bson, int from, int to) {
        for (Field field : fields) {
            if (Arrays.equals(bson, from, to, field.name(), 0, field.name().length)) {
                return field;
            }
        }
        return null;
    }

    /** An array may hold the value, and numbers of other kinds may equal it: only reading them can tell. */
    private static Verdict compare(Field field, byte type, byte[] bson, int at) {
        return switch (type) {
            case BsonType.STRING -> verdict(field.text() != null && Arrays.equals(bson, at + Integer.BYTES,
                    at + Integer.BYTES + int32(bson, at) - 1, field.text(), 0, field.text().length));
            case BsonType.INT32 -> verdict(field.number() != null && field.number() == int32(bson, at));
            case BsonType.INT64 -> verdict(field.number() != null && field.number() == int64(bson, at));
            case BsonType.NULL -> verdict(field.asksForNull());
            case BsonType.BOOLEAN, BsonType.DATE, BsonType.OBJECT_ID, BsonType.DOCUMENT -> Verdict.DIFFERS;
            default -> Verdict.UNDECIDED;
        };
    }

    private static Verdict verdict(boolean equal) {
        return equal ? Verdict.MATCHES : Verdict.DIFFERS;
    }

    private static int length(byte type, byte[] bson, int at) {
        return switch (type) {
            case BsonType.DOUBLE, BsonType.DATE, BsonType.TIMESTAMP, BsonType.INT64 -> Long.BYTES;
            case BsonType.STRING, BsonType.JAVASCRIPT -> Integer.BYTES + int32(bson, at);
            case BsonType.DOCUMENT, BsonType.ARRAY -> int32(bson, at);
            case BsonType.BINARY -> Integer.BYTES + 1 + int32(bson, at);
            case BsonType.NULL, BsonType.UNDEFINED, BsonType.MIN_KEY, BsonType.MAX_KEY -> 0;
            case BsonType.OBJECT_ID -> 12;
            case BsonType.BOOLEAN -> 1;
            case BsonType.INT32 -> Integer.BYTES;
            case BsonType.DECIMAL128 -> 2 * Long.BYTES;
            default -> UNKNOWN;
        };
    }

    private static int int32(byte[] bson, int at) {
        return (bson[at] & 0xFF) | (bson[at + 1] & 0xFF) << 8 | (bson[at + 2] & 0xFF) << 16 | bson[at + 3] << 24;
    }

    private static long int64(byte[] bson, int at) {
        return (int32(bson, at) & 0xFFFF_FFFFL) | (long) int32(bson, at + Integer.BYTES) << 32;
    }
}
