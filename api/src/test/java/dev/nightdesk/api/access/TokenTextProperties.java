package dev.nightdesk.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever comes as a token, reading it ends in a token or in none, and never in a failure. */
class TokenTextProperties {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @Property
    void noTextIsTooStrangeToBeRefused(@ForAll String text) {
        assertFalse(TokenText.parse(text).isPresent());
    }

    @Property(tries = 2_000)
    void noTokenIsTooStrangeToBeRead(@ForAll("tokens") String text) {
        Optional<TokenText> token = TokenText.parse(text);
        token.ifPresent(read -> assertEquals(text, read.text()));
        token.flatMap(read -> TokenClaims.read(read.claims()))
                .ifPresent(claims -> assertEquals(claims.subject(), CustomerClaims.of(claims).externalId()));
        token.flatMap(read -> TokenClaims.read(read.claims()))
                .ifPresent(claims -> claims.holdAt(NOW, Duration.ofHours(24)));
    }

    @Provide
    Arbitrary<String> tokens() {
        Arbitrary<String> names = Arbitraries.of("alg", "typ", "kid", "iss", "aud", "sub", "exp", "iat", "nbf", "name",
                "email", "locale", "jwk", "crit", "a");
        Arbitrary<String> values = Arbitraries.of("\"nightdesk\"", "\"wsp_01KJPSNA4001QDD5VQWE54N9F1\"", "1772438400",
                "1772442000", "1e9", "1e400", "-0.0", "9223372036854775808", "null", "true", "[]", "[\"nightdesk\"]",
                "{}", "{\"$gt\":\"\"}", "\"\\u0000\"", "\"\\ud800\"", "\"de\"", "\"a@b\"", "\"\"", "\"", "nul", "[[[[[]]]]]");
        Arbitrary<String> members = Combinators.combine(names, values).as((name, value) -> "\"" + name + "\":" + value);
        Arbitrary<String> objects = members.list().ofMaxSize(8).map(list -> "{" + String.join(",", list) + "}");
        Arbitrary<String> parts = Arbitraries.frequencyOf(
                Tuple.of(9, objects), Tuple.of(1, Arbitraries.strings().ofMaxLength(20)))
                .map(text -> TestToken.base64(text.getBytes(StandardCharsets.UTF_8)));
        return Combinators.combine(parts, parts, parts).as((header, claims, signature) -> header + "." + claims + "."
                + signature);
    }
}
