package dev.nightdesk.api.platform.mongo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.mongodb.MongoClientSettings;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bson.BsonBinaryWriter;
import org.bson.ByteBuf;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** What it writes is what the driver writes, to the byte. */
class PlainDocumentCodecTest {
    private static final Codec<Document> DRIVER = new DocumentCodec(MongoClientSettings.getDefaultCodecRegistry());
    private static final Codec<Document> PLAIN =
            PlainDocumentCodec.in(MongoClientSettings.getDefaultCodecRegistry()).get(Document.class);

    @Property(tries = 500)
    void writesWhatTheDriverWrites(@ForAll("documents") Document document, @ForAll boolean collectible) {
        assertArrayEquals(written(DRIVER, document, collectible), written(PLAIN, document, collectible));
    }

    @Property(tries = 500)
    void bytesAreWhatTheDriverWrites(@ForAll("documents") Document document, @ForAll boolean little) {
        ByteBuf bytes = DocumentBytes.of(document, little ? 16 : 4_096, PLAIN).getByteBuffer();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        assertArrayEquals(written(DRIVER, document, true), copy);
    }

    @Provide
    Arbitrary<Document> documents() {
        return Arbitraries.recursive(() -> Arbitraries.just(new Document()), PlainDocumentCodecTest::around, 1, 3);
    }

    private static Arbitrary<Document> around(Arbitrary<Document> inner) {
        Arbitrary<Object> values = Arbitraries.oneOf(scalars(), inner.map(document -> (Object) document),
                scalars().list().ofMaxSize(3).map(list -> (Object) list),
                inner.list().ofMaxSize(2).map(list -> (Object) list),
                scalars().map(value -> (Object) Map.of("in a map", value)));
        return Arbitraries.maps(names(), values).ofMaxSize(6).map(Document::new);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(Arbitraries.just("_id"),
                Arbitraries.strings().alpha().withChars('_', 'ä', '語').ofMinLength(1).ofMaxLength(8));
    }

    private static Arbitrary<Object> scalars() {
        return Arbitraries.oneOf(Arbitraries.strings().excludeChars('\0').ofMaxLength(12).map(text -> (Object) text),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.integers().map(number -> (Object) number),
                Arbitraries.doubles().map(number -> (Object) number), Arbitraries.of(true, false).map(b -> (Object) b),
                Arbitraries.longs().between(-1L << 45, 1L << 45).map(millis -> (Object) new Date(millis)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(9).map(bytes -> (Object) new Binary(bytes)),
                Arbitraries.of(new ObjectId("5f0000000000000000000001"), Instant.ofEpochSecond(7),
                        new Decimal128(12), List.of(), 'c'));
    }

    private static byte[] written(Codec<Document> codec, Document document, boolean collectible) {
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            codec.encode(writer, document,
                    EncoderContext.builder().isEncodingCollectibleDocument(collectible).build());
        }
        return buffer.toByteArray();
    }
}
