package dev.nightdesk.api.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    /** Every character but controls and halves of pairs. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().filter(text -> text.chars().noneMatch(Character::isISOControl)
                && text.equals(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)));
    }

    @Provide
    Arbitrary<Map<String, String>> parameters() {
        return Arbitraries.maps(texts().filter(name -> !name.isEmpty()), texts()).ofMaxSize(8);
    }

    @Property
    void whatIsEncodedIsDecodedAsItWas(@ForAll("texts") String text) {
        assertEquals(text, Query.decode(Query.encode(text), false));
        assertEquals(text, Query.decode(Query.encode(text), true));
    }

    @Property
    void allParametersArrive(@ForAll("parameters") Map<String, String> parameters) {
        Query query = Query.parse(encoded(parameters));
        parameters.forEach((name, value) -> assertEquals(Optional.of(value), query.text(name)));
        query.check();
    }

    @Property
    void theCanonicalFormForgetsTheOrderAndNothingElse(@ForAll("parameters") Map<String, String> parameters,
            @ForAll("parameters") Map<String, String> others) {
        Map<String, String> reversed = new LinkedHashMap<>();
        parameters.entrySet().stream().sorted(Map.Entry.<String, String>comparingByKey().reversed())
                .forEach(entry -> reversed.put(entry.getKey(), entry.getValue()));
        assertEquals(Query.parse(encoded(parameters)).canonical(), Query.parse(encoded(reversed)).canonical());
        if (!parameters.equals(others)) {
            assertNotEquals(Query.parse(encoded(parameters)).canonical(), Query.parse(encoded(others)).canonical());
        }
    }

    @Test
    void aPlusIsASpaceInTheQueryAlone() {
        assertEquals("a b", Query.decode("a+b", true));
        assertEquals("a+b", Query.decode("a+b", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%a", "%g0", "%ff", "%c0%80", "%00", "%7f", "ä", "%ed%a0%80", "%f4%90%80%80"})
    void whatIsNoUtf8InPercentEncodingIsMalformed(String raw) {
        Problem problem = assertThrows(Problem.class, () -> Query.decode(raw, true));
        assertEquals(ProblemCode.MALFORMED_REQUEST, problem.code());
    }

    @Test
    void aParameterStandsOnceAndIsKnown() {
        assertThrows(Problem.class, () -> Query.parse("a=1&a=1"));
        assertThrows(Problem.class, () -> Query.parse("a=1&%61=2"));
        assertThrows(Problem.class, () -> Query.parse("a=1").check());
        Query.parse("&&").check();
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(entry -> Query.encode(entry.getKey()) + "="
                + Query.encode(entry.getValue())).collect(Collectors.joining("&"));
    }

    @Test
    void aChoiceThatGoesOnTooLongIsRefused() {
        List<String> words = List.of("customer");
        assertEquals(Set.of("customer"), Query.parse("expand=customer,customer").expand(words));
        assertThrows(Problem.class, () -> Query.parse("expand=" + "customer,".repeat(5) + "customer").expand(words));
        assertThrows(Problem.class, () -> Query.parse("x=" + "customer,".repeat(20) + "customer").someOf("x", words));
    }
}
