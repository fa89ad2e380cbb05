package dev.nightdesk.api.platform.mongo;

import java.util.Date;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.BsonReader;
import org.bson.BsonValue;
import org.bson.BsonWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.CollectibleCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.types.Binary;

/**
 * The driver's codec for documents, but for one thing: values of the types that documents here consist of are written
 * at once. The driver's looks for the codec of each value's class, which was a tenth of what a write cost a node.
 */
final class PlainDocumentCodec implements CollectibleCodec<Document> {
    private static final String ID = "_id";

    private final CodecRegistry others;
    private final DocumentCodec driver;

    private PlainDocumentCodec(CodecRegistry others) {
        this.others = others;
        this.driver = new DocumentCodec(others);
    }

    /** The registry with this codec for documents. */
    static CodecRegistry in(CodecRegistry registry) {
        return CodecRegistries.fromRegistries(CodecRegistries.fromCodecs(new PlainDocumentCodec(registry)), registry);
    }

    @Override
    public void encode(BsonWriter writer, Document document, EncoderContext context) {
        if (context.isEncodingCollectibleDocument() && document.containsKey(ID)) {
            writer.writeStartDocument();
            field(writer, ID, document.get(ID));
            for (Map.Entry<String, Object> field : document.entrySet()) {
                if (!field.getKey().equals(ID)) {
                    field(writer, field.getKey(), field.getValue());
                }
            }
            writer.writeEndDocument();
        } else {
            document(writer, document);
        }
    }

    private void document(BsonWriter writer, Document document) {
        writer.writeStartDocument();
        for (Map.Entry<String, Object> field : document.entrySet()) {
            field(writer, field.getKey(), field.getValue());
        }
        writer.writeEndDocument();
    }

    private void field(BsonWriter writer, String name, Object value) {
        writer.writeName(name);
        value(writer, value);
    }

    private void value(BsonWriter writer, Object value) {
        switch (value) {
            case null -> writer.writeNull();
            case String text -> writer.writeString(text);
            case Long number -> writer.writeInt64(number);
            case Integer number -> writer.writeInt32(number);
            case Boolean truth -> writer.writeBoolean(truth);
            case Date instant -> writer.writeDateTime(instant.getTime());
            case Double number -> writer.writeDouble(number);
            case Document inner -> document(writer, inner);
            case Iterable<?> values -> array(writer, values);
            case Binary bytes -> writer.writeBinaryData(new BsonBinary(bytes.getType(), bytes.getData()));
            default -> other(writer, value);
        }
    }

    private void array(BsonWriter writer, Iterable<?> values) {
        writer.writeStartArray();
        values.forEach(value -> value(writer, value));
        writer.writeEndArray();
    }

    @SuppressWarnings("unchecked") // a registry gives the codec of the class it is asked for
    private void other(BsonWriter writer, Object value) {
        Codec<Object> codec = (Codec<Object>) others.get(value.getClass());
        codec.encode(writer, value, EncoderContext.builder().build());
    }

    @Override
    public Document decode(BsonReader reader, DecoderContext context) {
        return driver.decode(reader, context);
    }

    @Override
    public Class<Document> getEncoderClass() {
        return Document.class;
    }

    @Override
    public Document generateIdIfAbsentFromDocument(Document document) {
        return driver.generateIdIfAbsentFromDocument(document);
    }

    @Override
    public boolean documentHasId(Document document) {
        return driver.documentHasId(document);
    }

    @Override
    public BsonValue getDocumentId(Document document) {
        return driver.getDocumentId(document);
    }
}
