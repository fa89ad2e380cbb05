package dev.nightdesk.api.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.nightdesk.api.platform.http.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Jackson is the other opinion on what a JSON text says. */
class JsonTreeTest {
    private static final ObjectMapper JACKSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);
    private static final ObjectMapper INDENTED = JACKSON.copy().enable(SerializationFeature.INDENT_OUTPUT);

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return Arbitraries.maps(texts(), values(3)).ofMaxSize(6);
    }

    @Property(tries = 500)
    void validJsonIsReadAsJacksonReadsIt(@ForAll("objects") Map<String, Object> object) throws IOException {
        for (ObjectMapper writer : List.of(JACKSON, INDENTED)) {
            byte[] bytes = writer.writeValueAsBytes(object);
            assertEquals(normal(JACKSON.readValue(bytes, Map.class)),
                    normal(JsonTree.object(bytes, JsonLimits.STANDARD)));
        }
    }

    @Property(tries = 1_000)
    void anyBytesAreReadOrRefusedAndNothingElse(@ForAll byte[] bytes) {
        try {
            JsonTree.object(bytes, JsonLimits.STANDARD);
        } catch (Problem refused) {
            assertEquals(400, refused.code().status());
        }
    }

    @Property(tries = 500)
    void aValidTextWithOneByteChangedIsReadAsJacksonReadsItOrRefused(@ForAll("objects") Map<String, Object> object,
            @ForAll int place, @ForAll byte other) throws IOException {
        byte[] bytes = JACKSON.writeValueAsBytes(object);
        bytes[Math.floorMod(place, bytes.length)] = other;
        Map<String, Object> read;
        try {
            read = JsonTree.object(bytes, JsonLimits.STANDARD);
        } catch (Problem refused) {
            return;
        }
        assertEquals(normal(JACKSON.readValue(bytes, Map.class)), normal(read));
    }

    @Property(tries = 500)
    void theCanonicalTextSaysTheSameAndIsOneForAllSpellings(@ForAll("objects") Map<String, Object> object)
            throws IOException {
        Map<String, Object> read = JsonTree.object(JACKSON.writeValueAsBytes(object), JsonLimits.STANDARD);
        String canonical = CanonicalJson.of(read);
        Map<String, Object> again = JsonTree.object(canonical.getBytes(StandardCharsets.UTF_8), JsonLimits.STANDARD);
        assertEquals(normal(read), normal(again));
        assertEquals(canonical, CanonicalJson.of(again));
        assertEquals(canonical, CanonicalJson.of(reversed(read)));
    }

    @Property(tries = 500)
    void whatDiffersHasAnotherCanonicalText(@ForAll("objects") Map<String, Object> one,
            @ForAll("objects") Map<String, Object> other) throws JsonProcessingException {
        Map<String, Object> first = JsonTree.object(JACKSON.writeValueAsBytes(one), JsonLimits.STANDARD);
        Map<String, Object> second = JsonTree.object(JACKSON.writeValueAsBytes(other), JsonLimits.STANDARD);
        if (!normal(first).equals(normal(second))) {
            assertNotEquals(CanonicalJson.of(first), CanonicalJson.of(second));
        }
    }

    @Test
    void canonicalNumbersForgetTheirSpelling() {
        assertEquals(canonical("{\"a\":1}"), canonical("{\"a\":1.0}"));
        assertEquals(canonical("{\"a\":100}"), canonical("{\"a\":1e2}"));
        assertEquals(canonical("{\"a\":0}"), canonical("{\"a\":-0.00}"));
        assertNotEquals(canonical("{\"a\":0.1}"), canonical("{\"a\":0.10000000000000000001}"));
    }

    private static String canonical(String text) {
        return CanonicalJson.of(JsonTree.object(text.getBytes(StandardCharsets.UTF_8), JsonLimits.STANDARD));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(20).filter(text -> text.indexOf(0) < 0
                && text.equals(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)));
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> plain = Arbitraries.oneOf(texts().map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.bigDecimals().between(new BigDecimal("-1e20"), new BigDecimal("1e20")).ofScale(6)
                        .map(Object.class::cast), Arbitraries.of(true, false),
                Arbitraries.just(null));
        return depth == 0 ? plain : Arbitraries.frequencyOf(Tuple.of(4, plain),
                Tuple.of(1, values(depth - 1).list().ofMaxSize(5).map(Object.class::cast)),
                Tuple.of(1, Arbitraries.maps(texts(), values(depth - 1)).ofMaxSize(5)
                        .map(Object.class::cast)));
    }

    /** Numbers by their value, whatever type or scale a library gave them. */
    private static Object normal(Object value) {
        return switch (value) {
            case BigInteger number -> new BigDecimal(number).stripTrailingZeros();
            case BigDecimal number -> number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            case List<?> list -> list.stream().map(JsonTreeTest::normalOrNull).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                map.forEach((key, element) -> copy.put(key, normalOrNull(element)));
                yield copy;
            }
            default -> value;
        };
    }

    private static Object normalOrNull(Object value) {
        return value == null ? "\0null" : normal(value);
    }

    private static Map<String, Object> reversed(Map<String, Object> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        List.copyOf(map.keySet()).reversed().forEach(key -> copy.put(key, map.get(key)));
        return copy;
    }
}
