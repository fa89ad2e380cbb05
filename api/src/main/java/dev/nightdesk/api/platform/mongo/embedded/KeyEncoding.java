package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.BadValueException;
import dev.nightdesk.api.platform.mongo.embedded.storage.ByteWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Turns values into bytes that sort as MongoDB sorts the values, and are equal where MongoDB calls them equal.
 * No encoding is the beginning of another, so several can be written one after the other.
 */
final class KeyEncoding {

    /** Above every byte a value can start with: appended to a prefix it gives the end of what starts with it. */
    static final int AFTER_ALL = 0xFF;

    private static final int MIN_KEY = 0x08;
    private static final int EMPTY_ARRAY = 0x0C;
    private static final int NULL = 0x10;
    private static final int NUMBER = 0x20;
    private static final int STRING = 0x30;
    private static final int DOCUMENT = 0x40;
    private static final int ARRAY = 0x50;
    private static final int BINARY = 0x60;
    private static final int LEGACY_UUID = 0x62;
    private static final int UNIQUE_ID = 0x64;
    private static final int OBJECT_ID = 0x70;
    private static final int BOOLEAN = 0x80;
    private static final int DATE = 0x90;
    private static final int TIMESTAMP = 0xA0;
    private static final int REGEX = 0xB0;
    private static final int MAX_KEY = 0xF0;

    private static final int END = 0x01;
    private static final int MORE = 0x02;

    /** From here on a double cannot tell neighbouring integers apart. */
    private static final double EXACT_INTEGERS = 0x1p53;

    private KeyEncoding() {}

    static byte[] encode(Object value) {
        ByteWriter out = new ByteWriter(32);
        write(value, out);
        return out.toArray();
    }

    /** The first byte of the encoding, shared by all values that can be compared with this one. */
    static int family(Object value) {
        return switch (value) {
            case null -> NULL;
            case Missing missing -> NULL;
            case Number number -> NUMBER;
            case String text -> STRING;
            case Instant instant -> DATE;
            case Boolean flag -> BOOLEAN;
            case ObjectId id -> OBJECT_ID;
            case Map<?, ?> document -> DOCUMENT;
            case Collection<?> values -> values.isEmpty() ? EMPTY_ARRAY : ARRAY;
            case BinData data -> BINARY;
            case LegacyUUID uuid -> LEGACY_UUID;
            case UUID uuid -> UNIQUE_ID;
            case BsonTimestamp timestamp -> TIMESTAMP;
            case BsonRegularExpression regex -> REGEX;
            case MinKey lowest -> MIN_KEY;
            case MaxKey highest -> MAX_KEY;
            default -> throw new BadValueException("A " + value.getClass().getSimpleName() + " cannot be indexed");
        };
    }

    static void write(Object value, ByteWriter out) {
        out.octet(family(value));
        switch (value) {
            case Number number -> number(number, out);
            case String text -> text(text, out);
            case Instant instant -> out.number(instant.toEpochMilli() ^ Long.MIN_VALUE, 8);
            case Boolean flag -> out.octet(flag ? 1 : 0);
            case ObjectId id -> out.bytes(id.toByteArray());
            case Document document -> document(document, out);
            case List<?> values -> array(values, out);
            case BinData data -> {
                out.number(data.getData().length, 4);
                out.bytes(data.getData());
            }
            case LegacyUUID uuid -> uuid(uuid.getUuid(), out);
            case UUID uuid -> text(uuid.toString(), out);
            case BsonTimestamp timestamp -> out.number(timestamp.getValue() ^ Long.MIN_VALUE, 8);
            case BsonRegularExpression regex -> {
                text(regex.getPattern(), out);
                text(String.valueOf(regex.getOptions()), out);
            }
            case null, default -> { }
        }
    }

    /** All kinds of numbers as the bits of a double made to sort, then what a long has beyond a double. */
    private static void number(Number number, ByteWriter out) {
        double rounded = number.doubleValue() + 0.0;
        long bits = Double.doubleToLongBits(rounded);
        out.number(bits ^ ((bits >> 63) | Long.MIN_VALUE), 8);
        if (Math.abs(rounded) >= EXACT_INTEGERS && !Double.isInfinite(rounded)) {
            long rest = number instanceof Long whole ? whole - (long) rounded : 0;
            out.number(rest ^ 0x8000, 2);
        }
    }

    /**
     * Each UTF-16 unit as UTF-8 would write it alone, because the query core compares strings by unit, and indexes
     * and comparisons must agree. NUL is escaped so that the end sorts before everything.
     */
    private static void text(String text, ByteWriter out) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == 0) {
                out.octet(0);
                out.octet(0xFF);
            } else if (unit < 0x80) {
                out.octet(unit);
            } else if (unit < 0x800) {
                out.octet(0xC0 | (unit >> 6));
                out.octet(0x80 | (unit & 0x3F));
            } else {
                out.octet(0xE0 | (unit >> 12));
                out.octet(0x80 | ((unit >> 6) & 0x3F));
                out.octet(0x80 | (unit & 0x3F));
            }
        }
        out.octet(0);
        out.octet(END);
    }

    /** Field by field: type, then name, then value, as MongoDB compares documents. */
    private static void document(Document document, ByteWriter out) {
        document.forEach((name, value) -> {
            out.octet(MORE);
            out.octet(family(value));
            text(name, out);
            write(value, out);
        });
        out.octet(END);
    }

    private static void array(List<?> values, ByteWriter out) {
        if (!values.isEmpty()) {
            for (Object value : values) {
                out.octet(MORE);
                write(value, out);
            }
            out.octet(END);
        }
    }

    private static void uuid(UUID uuid, ByteWriter out) {
        out.number(uuid.getMostSignificantBits() ^ Long.MIN_VALUE, 8);
        out.number(uuid.getLeastSignificantBits() ^ Long.MIN_VALUE, 8);
    }
}
