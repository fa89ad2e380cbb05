package dev.nightdesk.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.access.AccessNode.IssuedSecret;
import dev.nightdesk.api.access.AccessNode.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that somebody without the key puts together: none of them opens anything, and none breaks anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedTokensTest {
    private static final String FOR_CUSTOMERS = "/v1/conversations";
    private static final String FOR_AGENTS = "/v1/organizations";
    /** The order of the group of P-256. */
    private static final String ORDER = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

    private AccessNode node;
    private Tenant tenant;
    private Tenant other;
    private IssuedSecret secret;
    private IssuedSecret foreign;
    private String agentToken;

    @BeforeAll
    void prepare() {
        node = AccessNode.start();
        tenant = node.workspace();
        other = node.workspace();
        secret = tenant.secret();
        foreign = other.secret();
        agentToken = tenant.agentToken(tenant.agent("grace", "admin"));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void theUnforgedOnesOpen() {
        node.as(good().signed(secret)).get(FOR_CUSTOMERS).expect(200);
        node.as(agentToken).get(FOR_AGENTS).expect(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("algorithms")
    void noOtherAlgorithmIsTaken(String name, String token) {
        refused(token);
    }

    Stream<Arguments> algorithms() throws GeneralSecurityException {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        KeyPair ec = ellipticKey();
        byte[] key = TestToken.key(secret);
        return Stream.of(
                named("HS384 with the right secret", good().header("alg", "HS384").signed(key, "HmacSHA384")),
                named("HS512 with the right secret", good().header("alg", "HS512").signed(key, "HmacSHA512")),
                named("lower case", good().header("alg", "hs256").signed(secret)),
                named("no alg", good().header("alg", null).signed(secret)),
                named("alg is a list", good().header("alg", List.of("HS256")).signed(secret)),
                named("customer token by RS256", good().header("alg", "RS256").signed(rsa.getPrivate(),
                        "SHA256withRSA")),
                named("customer token by ES256", good().header("alg", "ES256").signed(ec.getPrivate(),
                        "SHA256withECDSAinP1363Format")),
                named("agent token by RS256", agent().header("alg", "RS256").signed(rsa.getPrivate(),
                        "SHA256withRSA")),
                named("agent token by PS256", agent().header("alg", "PS256").signed(rsa.getPrivate(),
                        "SHA256withRSA")),
                named("agent token by another ES256 key", agent().signed(ec.getPrivate(),
                        "SHA256withECDSAinP1363Format")),
                named("agent token in DER form", agent().signed(ec.getPrivate(), "SHA256withECDSA")),
                named("agent token by HS256 of the identity secret", agent().header("alg", "HS256").signed(secret)),
                named("agent token with the secret's kid", agent().header("alg", "HS256").header("kid", secret.id())
                        .signed(secret)));
    }

    @ParameterizedTest(name = "alg {0}")
    @MethodSource("noAlgorithms")
    void anUnsignedTokenIsNoToken(String none) {
        for (TestToken token : List.of(good(), agent())) {
            TestToken unsigned = token.header("alg", none);
            refused(unsigned.signature(new byte[0]));
            refused(unsigned.signature(new byte[0]).replaceFirst("\\.$", ""));
            refused(unsigned.signed(secret));
            refused(unsigned.signature(new byte[64]));
        }
    }

    static Stream<String> noAlgorithms() {
        return Stream.of("none", "None", "nOnE", "NONE", "", " none");
    }

    @Test
    void thePublicKeyIsNoSecret() throws GeneralSecurityException {
        String keySet = node.as(null).get("/.well-known/jwks.json").expect(200).bodyText();
        Map<String, String> jwk = PublishedKey.first(keySet);
        PublicKey key = PublishedKey.key(jwk);
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.getEncoded()) + "\n-----END PUBLIC KEY-----\n").getBytes(StandardCharsets.UTF_8);
        byte[] point = join(Base64.getUrlDecoder().decode(jwk.get("x")), Base64.getUrlDecoder().decode(jwk.get("y")));
        for (byte[] guess : List.of(key.getEncoded(), pem, point, join(new byte[] {4}, point),
                Base64.getUrlDecoder().decode(jwk.get("x")), keySet.getBytes(StandardCharsets.UTF_8))) {
            refused(agent().header("alg", "HS256").signed(guess));
            refused(agent().signed(guess));
        }
    }

    @Test
    void zeroIsNoSignature() {
        byte[] order = HexFormat.of().parseHex(ORDER);
        byte[] one = new byte[32];
        one[31] = 1;
        byte[] zero = new byte[32];
        for (byte[] r : List.of(zero, one, order)) {
            for (byte[] s : List.of(zero, one, order)) {
                refused(agent().signature(join(r, s)));
            }
        }
        refused(agent().signature(new byte[0]));
        refused(agent().signature(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}));
        refused(agent().signature(new byte[63]));
        refused(agent().signature(new byte[65]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void aTokenBringsNoKeyAndNoExtension(String name, Object value) throws GeneralSecurityException {
        refused(good().header(name, value).signed(secret));
        refused(agent().header(name, value).signed(ellipticKey().getPrivate(), "SHA256withECDSAinP1363Format"));
    }

    static Stream<Arguments> headers() {
        Map<String, String> ownKey = Map.of("kty", "oct", "k", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        return Stream.of(Arguments.of("jwk", ownKey), Arguments.of("jku", "https://example.com/keys.json"),
                Arguments.of("x5u", "https://example.com/chain.pem"), Arguments.of("x5c", List.of("MIIB")),
                Arguments.of("x5t", "AAAA"), Arguments.of("crit", List.of("exp")),
                Arguments.of("crit", List.of("https://example.com/unknown")), Arguments.of("crit", List.of("b64")),
                Arguments.of("crit", List.of()), Arguments.of("b64", false), Arguments.of("zip", "DEF"),
                Arguments.of("enc", "A256GCM"));
    }

    @Test
    void aKeyThatTheTokenBringsIsNotUsed() {
        byte[] own = new byte[32];
        Map<String, String> jwk = Map.of("kty", "oct", "alg", "HS256", "k", TestToken.base64(own));
        refused(good().header("jwk", jwk).signed(own));
        refused(good().header("jwk", jwk).header("kid", null).signed(own));
        refused(good().signed(own));
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        for (String token : List.of(good().signed(secret), agentToken)) {
            String path = token.equals(agentToken) ? FOR_AGENTS : FOR_CUSTOMERS;
            for (int i = 0; i < token.length(); i++) {
                char changed = token.charAt(i) == 'A' ? 'B' : 'A';
                node.as(token.substring(0, i) + changed + token.substring(i + 1)).get(path)
                        .problem(401, "invalid_credential");
            }
            // The unused bits of the last character as well.
            for (char last : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
                int expected = last == token.charAt(token.length() - 1) ? 200 : 401;
                assertEquals(expected, node.as(token.substring(0, token.length() - 1) + last).get(path).status());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void whatIsNoTokenIsRefused(String name, String credential) {
        refused(credential);
    }

    Stream<Arguments> shapes() {
        String token = good().signed(secret);
        String signature = token.substring(token.lastIndexOf('.') + 1);
        String header = good().headerJson();
        String claims = good().claimsJson();
        return Stream.of(
                named("nothing between the dots", ".."), named("one part", "eyJhbGciOiJIUzI1NiJ9"),
                named("four parts", token + ".AAAA"), named("five parts", "A.A.A.A.A"),
                named("padding", token + "="), named("no signature", token.substring(0, token.lastIndexOf('.') + 1)),
                named("half a signature", token.substring(0, token.length() - 20)),
                named("another token's signature", good().claim("sub", "user-2").signed(secret)
                        .replaceFirst("[^.]+$", signature)),
                named("standard base64", token.replaceFirst("\\.", "+/.")),
                named("header twice alg", TestToken.raw(header.replace("{", "{\"alg\":\"none\","), claims, secret)),
                named("claims twice sub", TestToken.raw(header, claims.replace("{", "{\"sub\":\"user-0\","), secret)),
                named("claims twice exp", TestToken.raw(header, claims.replace("}", ",\"exp\":9999999999}"), secret)),
                named("header no object", TestToken.raw("[]", claims, secret)),
                named("claims no object", TestToken.raw(header, "\"user-1\"", secret)),
                named("claims not JSON", TestToken.raw(header, "sub=user-1", secret)),
                named("claims empty", TestToken.raw(header, "", secret)),
                named("claims nested", TestToken.raw(header, "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}",
                        secret)),
                named("text after the claims", TestToken.raw(header, claims + "{}", secret)),
                named("a huge token", good().claim("name", "x".repeat(9_000)).signed(secret)),
                named("a long list", good().claim("aud", Arrays.asList(new String[500])).signed(secret)));
    }

    @ParameterizedTest(name = "kid {0}")
    @MethodSource("keyIds")
    void aStrangeKeyIdFindsNoKey(Object keyId) {
        for (byte[] key : List.of(TestToken.key(secret), new byte[32], new byte[] {0})) {
            refused(good().header("kid", keyId).signed(key));
            refused(agent().header("kid", keyId).signed(key));
        }
    }

    Stream<Object> keyIds() {
        return Stream.of("", " ", "../../../../../../dev/null", "/dev/null", "..\\..\\windows\\win.ini",
                "file:///etc/hostname", "' OR '1'='1", "1; DROP TABLE keys", "' UNION SELECT 'AA' --",
                "{\"$gt\":\"\"}", "$where", Map.of("$gt", ""), Map.of("$ne", secret.id()), List.of(secret.id()), 7,
                true, "x".repeat(5_000), secret.id() + "\0", "\0", secret.id() + "\r\nX: y", secret.id() + " ",
                secret.id().toLowerCase(Locale.ROOT), "ids_" + "0".repeat(26), "ids_\ud83d\ude00",
                tenant.id(), "%00", "${jndi:ldap://127.0.0.1/x}", "sig_" + "Z".repeat(26));
    }

    @Test
    void aKeyIdOfTenKilobytesIsNotReadAtAll() {
        refused(good().header("kid", "k".repeat(10_000)).signed(secret));
    }

    @Test
    void halfASurrogatePairInAKeyIdFindsNoKey() {
        refused(TestToken.raw(good().headerJson().replace(secret.id(), "\\ud800"), good().claimsJson(), secret));
    }

    @Test
    void aSecretOfAnotherWorkspaceSignsNothingHere() {
        node.as(TestToken.customer(other, foreign).signed(foreign)).get(FOR_CUSTOMERS).expect(200);
        refused(good().header("kid", foreign.id()).signed(foreign));
        refused(good().signed(foreign));
        refused(good().header("kid", foreign.id()).signed(secret));
        refused(good().claim("iss", other.id()).signed(secret));
        refused(good().claim("iss", other.id()).header("kid", foreign.id()).signed(secret));
    }

    private TestToken good() {
        return TestToken.customer(tenant, secret);
    }

    private TestToken agent() {
        return TestToken.of(agentToken);
    }

    private void refused(String credential) {
        for (String path : List.of(FOR_CUSTOMERS, FOR_AGENTS)) {
            node.as(credential).get(path).problem(401, "invalid_credential");
        }
    }

    private static Arguments named(String name, String token) {
        return Arguments.of(name, token);
    }

    private static KeyPair ellipticKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
