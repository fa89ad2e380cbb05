package dev.nightdesk.api.platform.mongo.embedded.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.wire.ScalarFilter.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ScalarFilterTest {
    @Provide
    Arbitrary<Document> documents() {
        Arbitrary<Object> values = Arbitraries.of(Arrays.asList("a", "", "é", 1, 2L, 1.0, 2.5, true, null,
                Instant.EPOCH, List.of("a", 1), List.of(), new Document("a", "a")));
        return Arbitraries.maps(Arbitraries.of("a", "b", "ab", "_id"), values).ofMaxSize(4)
                .map(fields -> new Document().appendAll(fields));
    }

    @Provide
    Arbitrary<Document> filters() {
        Arbitrary<Object> values = Arbitraries.of(Arrays.asList("a", "", "é", 1, 2L, 3, null));
        return Arbitraries.maps(Arbitraries.of("a", "b", "ab", "_id"), values).ofMinSize(1).ofMaxSize(3)
                .map(fields -> new Document().appendAll(fields));
    }

    @Property(tries = 5_000)
    void whatTheBytesTellIsWhatTheQueryCoreSays(@ForAll("documents") Document document,
            @ForAll("filters") Document filter) {
        Verdict verdict = ScalarFilter.of(filter).orElseThrow().test(BsonWriter.write(document));
        boolean matches = new DefaultQueryMatcher().matches(document, filter);
        assertTrue(verdict == Verdict.UNDECIDED || verdict == (matches ? Verdict.MATCHES : Verdict.DIFFERS),
                () -> filter + " on " + document + ": " + verdict);
    }

    @Test
    void textsAndWholeNumbersAreDecidedFromTheBytes() {
        byte[] bson = BsonWriter.write(new Document("at", Instant.EPOCH).append("w", "wsp_1").append("v", 7L)
                .append("list", List.of(1)));
        assertEquals(Verdict.MATCHES, ScalarFilter.of(new Document("v", 7).append("w", "wsp_1")).orElseThrow().test(bson));
        assertEquals(Verdict.DIFFERS, ScalarFilter.of(new Document("v", 8).append("w", "wsp_1")).orElseThrow().test(bson));
        assertEquals(Verdict.MATCHES, ScalarFilter.of(new Document("gone", null)).orElseThrow().test(bson));
        assertEquals(Verdict.UNDECIDED, ScalarFilter.of(new Document("list", 1)).orElseThrow().test(bson));
    }

    @Test
    void anythingElseIsLeftToTheQueryCore() {
        assertTrue(ScalarFilter.of(new Document()).isEmpty());
        assertTrue(ScalarFilter.of(new Document("a.b", "x")).isEmpty());
        assertTrue(ScalarFilter.of(new Document("$or", List.of())).isEmpty());
        assertTrue(ScalarFilter.of(new Document("a", new Document("$gt", 1))).isEmpty());
        assertTrue(ScalarFilter.of(new Document("a", 1.5)).isEmpty());
    }
}
