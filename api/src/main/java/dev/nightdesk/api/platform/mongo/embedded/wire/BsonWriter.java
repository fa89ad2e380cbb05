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
import dev.nightdesk.api.platform.mongo.bson.BsonOutput;
import dev.nightdesk.api.platform.mongo.bson.BsonType;
import dev.nightdesk.api.platform.mongo.bson.ValueWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.UUID;

/** Writes documents of mongo-java-server as BSON. */
public final class BsonWriter extends ValueWriter {

    private static final int USUAL = 2_048;

    /** Writes one document after the other, in the same memory. */
    public BsonWriter() {
        this(new BsonOutput(USUAL));
    }

    BsonWriter(BsonOutput out) {
        super(out);
    }

    /** The BSON of {@code document}. */
    public static byte[] write(Document document) {
        return new BsonWriter().bson(document);
    }

    /** The same, without new memory for the way there. */
    public byte[] bson(Document document) {
        out().clear();
        append(document);
        return out().toArray();
    }

    /** Writes a document behind what was written before. */
    void append(Document document) {
        try {
            document(document);
        } catch (IllegalArgumentException e) {
            throw new BadValueException(e.getMessage());
        }
    }

    @Override
    protected byte other(Object value) {
        return switch (value) {
            case Instant instant -> int64(BsonType.DATE, instant.toEpochMilli());
            case ObjectId id -> octets(BsonType.OBJECT_ID, id.toByteArray());
            case BinData data -> binary(BsonType.GENERIC, data.getData());
            case UUID uuid -> binary(BsonType.UUID, bytes(uuid, ByteOrder.BIG_ENDIAN));
            case LegacyUUID legacy -> binary(BsonType.LEGACY_UUID, bytes(legacy.getUuid(), ByteOrder.LITTLE_ENDIAN));
            case Decimal128 decimal -> decimal(decimal);
            case BsonTimestamp timestamp -> int64(BsonType.TIMESTAMP, timestamp.getValue());
            case BsonRegularExpression regex -> pattern(regex);
            case BsonJavaScript script -> script(script);
            case MinKey lowest -> BsonType.MIN_KEY;
            case MaxKey highest -> BsonType.MAX_KEY;
            default -> throw new BadValueException("A " + value.getClass().getSimpleName() + " has no BSON type");
        };
    }

    private static byte[] bytes(UUID uuid, ByteOrder order) {
        return ByteBuffer.allocate(16).order(order)
                .putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits()).array();
    }

    private byte decimal(Decimal128 decimal) {
        out().int64(decimal.getLow());
        return int64(BsonType.DECIMAL128, decimal.getHigh());
    }

    private byte pattern(BsonRegularExpression regex) {
        out().cString(regex.getPattern());
        out().cString(regex.getOptions() == null ? "" : regex.getOptions());
        return BsonType.REGEX;
    }

    private byte script(BsonJavaScript script) {
        string(script.getCode());
        return BsonType.JAVASCRIPT;
    }
}
