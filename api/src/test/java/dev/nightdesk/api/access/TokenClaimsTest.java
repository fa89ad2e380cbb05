package dev.nightdesk.api.access;

import dev.nightdesk.api.access.AccessNode.IssuedSecret;
import dev.nightdesk.api.access.AccessNode.Tenant;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rightly signed token may say, and when. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenClaimsTest {
    private static final String CONVERSATIONS = "/v1/conversations";
    private static final String ORGANIZATIONS = "/v1/organizations";
    private static final long DAY = 86_400;

    private AccessNode node;
    private Tenant tenant;
    private IssuedSecret secret;

    @BeforeAll
    void prepare() {
        node = AccessNode.start();
        tenant = node.workspace();
        secret = tenant.secret();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    /** Whole seconds that lie a little further out than named, or a little less, whichever keeps the rule. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("instants")
    void aTokenHoldsWithinAMinuteOfItsTimes(String name, String claim, long seconds, boolean roundedUp, int status) {
        Instant now = node.clock().instant();
        long base = now.getEpochSecond() + (roundedUp && now.getNano() > 0 ? 1 : 0);
        TestToken token = good().claim("iat", base - 600).claim(claim, base + seconds);
        node.as(token.signed(secret)).get(CONVERSATIONS).expect(status);
    }

    static Stream<Arguments> instants() {
        return Stream.of(Arguments.of("expired 61 s ago", "exp", -61, false, 401),
                Arguments.of("expired 59 s ago", "exp", -59, true, 200),
                Arguments.of("begins in 61 s", "nbf", 61, true, 401),
                Arguments.of("begins in 59 s", "nbf", 59, false, 200),
                Arguments.of("made in 61 s", "iat", 61, true, 401),
                Arguments.of("made in 59 s", "iat", 59, false, 200));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("claims")
    void aClaimThatIsMissingOrWrongMakesNoToken(String claim, Object value) {
        node.as(good().claim(claim, value).signed(secret)).get(CONVERSATIONS).problem(401, "invalid_credential");
    }

    static Stream<Arguments> claims() {
        Map<String, List<Object>> wrong = Map.of(
                "iss", Arrays.asList(null, "", "wsp_1", 1, List.of("x"), "wsp_00000000000000000000000000"),
                "aud", Arrays.asList(null, "", "Nightdesk", "other", 1, List.of(), List.of("other"),
                        Map.of("a", "nightdesk"), "nightdesk "),
                "sub", Arrays.asList(null, "", 7, true, List.of("user-1"), Map.of("$gt", ""), "x".repeat(256)),
                "exp", Arrays.asList(null, "soon", "9999999999", true, -1, new BigDecimal("1e30"), Long.MAX_VALUE,
                        List.of(1), 1),
                "iat", Arrays.asList(null, "now", -5, new BigDecimal("1e30"), 9_999_999_999L, Map.of()),
                "nbf", Arrays.asList("now", true, -1, new BigDecimal("1e30")));
        return wrong.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> Arguments.of(entry.getKey(), value)));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("goodClaims")
    void whatIsAllowedIsTaken(String claim, Object value) {
        node.as(good().claim(claim, value).signed(secret)).get(CONVERSATIONS).expect(200);
    }

    static Stream<Arguments> goodClaims() {
        return Stream.of(Arguments.of("aud", List.of("other", "nightdesk")), Arguments.of("sub", "x".repeat(255)),
                Arguments.of("sub", "$where"), Arguments.of("sub", "J\u00fcrgen \ud83d\ude00"),
                Arguments.of("name", "x".repeat(200)), Arguments.of("email", "Ada@Example.com"),
                Arguments.of("name", List.of("a")), Arguments.of("email", "nobody"), Arguments.of("locale", 7),
                Arguments.of("locale", "pt-BR"), Arguments.of("jti", "1"), Arguments.of("roles", List.of("admin")),
                Arguments.of("nbf", new BigDecimal("1700000000.25")));
    }

    @Test
    void aTokenLivesADayAtMost() {
        long now = node.clock().instant().getEpochSecond();
        TestToken token = good().claim("iat", now);
        node.as(token.claim("exp", now + DAY).signed(secret)).get(CONVERSATIONS).expect(200);
        node.as(token.claim("exp", now + DAY + 1).signed(secret)).get(CONVERSATIONS).expect(401);
        node.as(token.claim("exp", now).signed(secret)).get(CONVERSATIONS).expect(401);
        node.as(token.claim("exp", now - 1).signed(secret)).get(CONVERSATIONS).expect(401);
    }

    @ParameterizedTest(name = "typ {0}")
    @MethodSource("types")
    void theTypeIsExact(Object type) {
        node.as(good().header("typ", type).signed(secret)).get(CONVERSATIONS).problem(401, "invalid_credential");
    }

    static Stream<Object> types() {
        return Stream.of("JWT", "nd-agent+jwt", "ND-CUSTOMER+JWT", "application/nd-customer+jwt", "", 7,
                List.of("nd-customer+jwt"), "nd-customer+jwt ");
    }

    @Test
    void aTokenWithoutATypeIsNone() {
        node.as(good().header("typ", null).signed(secret)).get(CONVERSATIONS).problem(401, "invalid_credential");
    }

    @Test
    void eachKindOfTokenOpensItsOwnRoutesOnly() {
        node.as(good().signed(secret)).get(ORGANIZATIONS).problem(401, "credential_not_accepted");
        node.as(good().signed(secret)).get("/v1/workspaces").problem(401, "credential_not_accepted");
        String agent = tenant.agentToken(tenant.agent("ada", "agent"));
        node.as(agent).get("/v1/workspaces").problem(401, "credential_not_accepted");
        node.as(agent).get(CONVERSATIONS).expect(200);
    }

    /** The jump is shorter than the memory of credentials, so only the token's own end can be the reason. */
    @Test
    void aTokenThatWasBelievedIsNotBelievedPastItsEnd() {
        try (AccessNode own = AccessNode.start()) {
            Tenant here = own.workspace();
            IssuedSecret issued = here.secret();
            own.as(TestToken.customer(here, issued).signed(issued)).get(CONVERSATIONS).expect(200);
            Instant end = own.clock().instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3);
            long expiry = end.getEpochSecond() - TokenClaims.LEEWAY.toSeconds();
            String token = TestToken.customer(here, issued).claim("iat", expiry - 5).claim("exp", expiry)
                    .signed(issued);
            own.as(token).get(CONVERSATIONS).expect(200);
            own.clock().advance(Duration.between(own.clock().instant(), end).plusMillis(1));
            own.as(token).get(CONVERSATIONS).problem(401, "invalid_credential");
        }
    }

    private TestToken good() {
        return TestToken.customer(tenant, secret);
    }
}
