package dev.nightdesk.api.platform.mongo.embedded.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.BadValueException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Arrays that nobody looks into stay bytes, and those bytes are as sound as if they had been read. */
class RawArrayTest {
    @Property(tries = 1_000)
    void whatWasReadIsWrittenAsItCame(@ForAll("documents") Document document, @ForAll boolean looked) {
        byte[] bson = BsonWriter.write(document);
        Document stored = BsonReader.read(bson);
        Document received = new BsonReader(bson).document();
        if (looked) {
            assertEquals(document, stored);
            assertEquals(document, received);
        }
        assertArrayEquals(bson, BsonWriter.write(stored));
        assertArrayEquals(bson, BsonWriter.write(received));
    }

    /** A stranger's bytes are refused when they come, not when somebody reads what was stored of them. */
    @Property(tries = 3_000)
    void whatIsAcceptedCanBeRead(@ForAll("documents") Document document, @ForAll int place, @ForAll byte octet,
            @ForAll boolean cut) {
        byte[] bson = BsonWriter.write(document);
        int at = Math.floorMod(place, bson.length);
        byte[] damaged = cut ? java.util.Arrays.copyOf(bson, at) : bson.clone();
        if (!cut) {
            damaged[at] = octet;
        }
        try {
            read(new BsonReader(damaged).document());
        } catch (BadValueException e) {
            assertThrows(BadValueException.class, () -> new BsonReader(damaged).document());
        }
    }

    @Test
    void namesThatMayBeOperatorsAreFound() {
        assertTrue(received(List.of(new Document("id", 1), "$set")).hasPlainNames());
        assertEquals(false, received(List.of(new Document("a", List.of(new Document("$set", 1))))).hasPlainNames());
        assertEquals(false, received(List.of(new Document("", 1))).hasPlainNames());
    }

    @Test
    void depthIsBounded() {
        Object nested = "deep";
        for (int i = 0; i < 250; i++) {
            nested = List.of(nested);
        }
        byte[] bson = BsonWriter.write(new Document("a", nested));
        assertThrows(BadValueException.class, () -> new BsonReader(bson).document());
    }

    private static RawArray received(List<?> array) {
        return (RawArray) new BsonReader(BsonWriter.write(new Document("a", array))).document().get("a");
    }

    private static void read(Object value) {
        if (value instanceof Map<?, ?> document) {
            document.values().forEach(RawArrayTest::read);
        } else if (value instanceof Collection<?> array) {
            array.forEach(RawArrayTest::read);
        }
    }

    @Provide
    Arbitrary<Document> documents() {
        return Arbitraries.recursive(() -> Arbitraries.just(new Document()), RawArrayTest::around, 1, 3);
    }

    private static Arbitrary<Document> around(Arbitrary<Document> inner) {
        Arbitrary<Object> values = Arbitraries.oneOf(scalars(), inner.map(document -> (Object) document),
                scalars().list().ofMaxSize(3).map(list -> (Object) list),
                inner.list().ofMaxSize(3).map(list -> (Object) list),
                inner.list().ofMaxSize(2).list().ofMaxSize(2).map(list -> (Object) list));
        return Arbitraries.maps(Arbitraries.of("a", "b", "outbox", "tags", "ä"), values).ofMaxSize(5)
                .map(Document::new);
    }

    private static Arbitrary<Object> scalars() {
        return Arbitraries.of("", "text", "\u00e4\u8a9e", 1, 2L, 1.5, true, Instant.ofEpochMilli(7),
                new UUID(1, 2), new BinData(new byte[] {1, 2}), new ObjectId());
    }
}
