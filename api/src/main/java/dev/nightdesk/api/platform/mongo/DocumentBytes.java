package dev.nightdesk.api.platform.mongo;

import dev.nightdesk.api.platform.mongo.bson.BsonOutput;
import dev.nightdesk.api.platform.mongo.bson.BsonType;
import dev.nightdesk.api.platform.mongo.bson.ValueWriter;
import java.util.Date;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.types.Binary;

/**
 * Documents as BSON, made by those who ask for a write. The driver's writer keeps a state for each level and asks for
 * each value whether it may stand there, which took more than the writing itself.
 */
final class DocumentBytes extends ValueWriter {
    private static final String ID = "_id";

    /** A value of a type that documents here seldom have. */
    private static final class RareType extends RuntimeException {
        RareType() {
            super(null, null, false, false);
        }
    }

    private DocumentBytes(BsonOutput out) {
        super(out);
    }

    /**
     * The document, its {@code _id} first.
     *
     * @param usual how many bytes such documents usually have at most
     * @param codec for those that hold what is rare
     */
    static RawBsonDocument of(Document document, int usual, Codec<Document> codec) {
        Document ordered = idFirst(document);
        BsonOutput out = new BsonOutput(usual);
        try {
            new DocumentBytes(out).document(ordered);
        } catch (RareType | IllegalArgumentException e) {
            return new RawBsonDocument(ordered, codec);
        }
        return new RawBsonDocument(out.array(), 0, out.size());
    }

    private static Document idFirst(Document document) {
        if (!document.containsKey(ID) || document.keySet().iterator().next().equals(ID)) {
            return document;
        }
        Document ordered = new Document(ID, document.get(ID));
        ordered.putAll(document);
        return ordered;
    }

    @Override
    protected byte other(Object value) {
        return switch (value) {
            case Date instant -> int64(BsonType.DATE, instant.getTime());
            case Binary bytes when bytes.getType() == BsonType.GENERIC -> binary(BsonType.GENERIC, bytes.getData());
            default -> throw new RareType();
        };
    }
}
