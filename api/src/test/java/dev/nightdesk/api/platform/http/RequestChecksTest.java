package dev.nightdesk.api.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.nightdesk.api.support.RawConnection;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks that every request meets, whatever it asks for. */
class RequestChecksTest {
    private static final String PATH = "/v1/organizations";
    private static TestNode node;
    private static TestClient client;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
        client = node.workspace();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    static Stream<Arguments> badJson() {
        String nested = "{\"attributes\":" + "{\"a\":".repeat(40) + "1" + "}".repeat(40) + "}";
        String wide = "{\"tags\":[" + "1,".repeat(6_000) + "1]}";
        StringBuilder many = new StringBuilder("{\"a0\":0");
        for (int i = 1; i < 6_000; i++) {
            many.append(",\"a").append(i).append("\":0");
        }
        return Stream.of(
                Arguments.of("deep", nested), Arguments.of("very deep", "[".repeat(100_000)),
                Arguments.of("a wide array", wide), Arguments.of("many keys", many + "}"),
                Arguments.of("a duplicate key", "{\"name\":\"a\",\"name\":\"a\"}"),
                Arguments.of("a duplicate key by escape", "{\"name\":\"a\",\"n\\u0061me\":\"a\"}"),
                Arguments.of("NUL", "{\"name\":\"a\\u0000\"}"),
                Arguments.of("half a surrogate pair", "{\"name\":\"\\ud800\"}"),
                Arguments.of("half a pair in a key", "{\"\\udc00\":1}"),
                Arguments.of("a huge exponent", "{\"name\":1e999999999}"),
                Arguments.of("a tiny exponent", "{\"name\":1e-999999999}"),
                Arguments.of("an exponent beyond int", "{\"name\":1e99999999999}"),
                Arguments.of("a long number", "{\"name\":" + "9".repeat(1_000) + "}"),
                Arguments.of("a long string", "{\"name\":\"" + "x".repeat(70_000) + "\"}"),
                Arguments.of("trailing garbage", "{\"name\":\"a\"}x"),
                Arguments.of("a second value", "{\"name\":\"a\"}{}"),
                Arguments.of("a trailing comma", "{\"name\":\"a\",}"),
                Arguments.of("single quotes", "{'name':'a'}"), Arguments.of("a comment", "{/**/\"name\":\"a\"}"),
                Arguments.of("NaN", "{\"name\":NaN}"), Arguments.of("a leading zero", "{\"name\":01}"),
                Arguments.of("cut off", "{\"name\":\"a"), Arguments.of("an array", "[]"),
                Arguments.of("a number", "1"), Arguments.of("null", "null"), Arguments.of("blank", " "),
                Arguments.of("a byte order mark", "\uFEFF{\"name\":\"a\"}"),
                Arguments.of("a raw control character", "{\"name\":\"a\nb\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badJson")
    void whatIsNoJsonOrBreaksItsLimitsIsMalformed(String fault, String body) {
        client.post(PATH, body).problem(400, "malformed_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00FF", "\u00C0\u00AF", "\u00ED\u00A0\u0080", "\u00F5\u0080\u0080\u0080", "\u00C3"})
    void whatIsNoUtf8IsMalformed(String bytes) {
        String body = "{\"name\":\"" + bytes + "\"}";
        try (RawConnection connection = node.connect()) {
            connection.send("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + client.credential() + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body).answer().problem(400, "malformed_json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "null", "[]", "{}", "1.5", "[\"a\"]"})
    void aTextIsNeverMadeOfAnotherType(String value) {
        client.post(PATH, "{\"name\":" + value + "}").problem(400, "invalid_body");
    }

    @Test
    void anUnknownOrDoubledQueryParameterIsRefused() {
        client.get(PATH + "?offset=1").problem(400, "unknown_parameter");
        client.get(PATH + "?limit=1&limit=2").problem(400, "invalid_parameter");
        client.get(PATH + "?limit=0").problem(400, "invalid_parameter");
        client.get(PATH + "?limit=-1").problem(400, "invalid_parameter");
        client.get(PATH + "?limit=x").problem(400, "invalid_parameter");
        client.get(PATH + "?limit=99999").expect(200);
        client.get(PATH + "?cursor=x").problem(400, "invalid_cursor");
        node.as(null).get("/livez?x=1").problem(400, "unknown_parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%ff", "%c0%af", "%00", "%0a", "%ed%a0%80"})
    void brokenPercentEncodingIsMalformedInPathAndQuery(String encoding) {
        for (String target : new String[] {PATH + "/" + encoding, PATH + "?external_id=" + encoding}) {
            try (RawConnection connection = node.connect()) {
                connection.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + client.credential() + "\r\n\r\n").answer().problem(400, "malformed_request");
            }
        }
    }

    @Test
    void anotherMethodIsToldWhichAreAllowed() {
        assertEquals("GET, POST", client.delete(PATH).problem(405, "method_not_allowed").header("Allow"));
        assertEquals("GET, PATCH, DELETE",
                client.post(PATH + "/org_1", "{}").problem(405, "method_not_allowed").header("Allow"));
        client.send("BREW", PATH, null).problem(405, "method_not_allowed");
        client.send("OPTIONS", PATH, null).problem(405, "method_not_allowed");
    }

    @Test
    void anUnknownPathIsNotFoundAndNeedsACredentialFirst() {
        client.get("/v1/nothing").problem(404, "not_found");
        client.get(PATH + "/").problem(404, "not_found");
        client.get("/v1//organizations").problem(404, "not_found");
        client.get("/nothing").problem(404, "not_found");
        TestAnswer refused = node.as(null).get("/v1/nothing").problem(401, "unauthenticated");
        assertEquals("Bearer realm=\"nightdesk\"", refused.header("WWW-Authenticate"));
        assertNull(refused.header("RateLimit"));
    }

    @Test
    void onlyJsonIsTaken() {
        for (String type : new String[] {"text/plain", "application/xml", "application/json; charset=utf-16",
            "application/x-www-form-urlencoded", "nonsense"}) {
            client.with("Content-Type", type).post(PATH, "{\"name\":\"a\"}").problem(415, "unsupported_media_type");
        }
        client.with("Content-Type", "application/json; charset=UTF-8").post(PATH, "{\"name\":\"a\"}").expect(201);
    }

    @Test
    void onlyJsonIsGiven() {
        for (String accept : new String[] {"text/html", "application/xml", "application/json;q=0", "image/*"}) {
            client.with("Accept", accept).get(PATH).problem(406, "not_acceptable");
        }
        for (String accept : new String[] {"*/*", "application/*", "text/html, application/json;q=0.1"}) {
            client.with("Accept", accept).get(PATH).expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "\"\"", "\"a b\""})
    void anIdempotencyKeyIsVisibleAscii(String key) {
        try (RawConnection connection = node.connect()) {
            String body = "{\"name\":\"a\"}";
            connection.send("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + client.credential() + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + key
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).answer()
                    .problem(400, "invalid_idempotency_key");
        }
    }

    @Test
    void anIdempotencyKeyHasAtMost255CharactersAndStandsOnce() {
        client.key("k".repeat(255)).post(PATH, "{\"name\":\"a\"}").expect(201);
        client.key("\"" + "q".repeat(255) + "\"").post(PATH, "{\"name\":\"a\"}").expect(201);
        client.key("k".repeat(256)).post(PATH, "{\"name\":\"a\"}").problem(400, "invalid_idempotency_key");
        client.key("a").key("b").post(PATH, "{\"name\":\"a\"}").problem(400, "invalid_idempotency_key");
    }

    @Test
    void aRefusedRequestMayBeTriedAgainUnderItsKey() {
        client.key("again").post(PATH, "{\"name\":1}").problem(400, "invalid_body");
        client.key("again").post(PATH, "{\"name\":\"a\"}").expect(201);
    }

    @Test
    void everyAnswerToldWhoAskedHowTheRateStands() {
        TestAnswer answer = client.get(PATH).expect(200);
        assertNotNull(answer.header("RateLimit-Policy"));
        assertNotNull(answer.header("RateLimit"));
        assertNotNull(client.get("/v1/nothing").problem(404, "not_found").header("RateLimit"));
    }
}
