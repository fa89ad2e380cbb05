package dev.nightdesk.api.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.RawConnection;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no client library would send. */
class MalformedRequestsTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final String ORGANIZATION = "{\"name\":\"Globex\"}";
    private static TestNode node;
    private static String authorization;

    @BeforeAll
    static void startNode() {
        node = TestNode.start(Map.of("HEADER_TIME", "PT0.5S", "BODY_TIME", "PT1S"));
        authorization = "Authorization: Bearer " + node.workspace().credential() + "\r\n";
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    static Stream<Arguments> malformed() {
        String post = "POST /v1/organizations HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
        return Stream.of(
                Arguments.of("no version", "GET /livez\r\n" + HOST + "\r\n"),
                Arguments.of("unknown version", "GET /livez HTTP/3.7\r\n" + HOST + "\r\n"),
                Arguments.of("no spaces", "NONSENSE\r\n\r\n"),
                Arguments.of("spaces in the path", "GET /live z HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("bare line feeds", "GET /livez HTTP/1.1\nHost: localhost\n\n"),
                Arguments.of("a bare line feed in a header", "GET /livez HTTP/1.1\r\n" + HOST + "A: b\nC: d\r\n\r\n"),
                Arguments.of("no host", "GET /livez HTTP/1.1\r\n\r\n"),
                Arguments.of("two hosts", "GET /livez HTTP/1.1\r\n" + HOST + HOST + "\r\n"),
                Arguments.of("a header without colon", "GET /livez HTTP/1.1\r\n" + HOST + "nonsense\r\n\r\n"),
                Arguments.of("a space before the colon", "GET /livez HTTP/1.1\r\n" + HOST + "A : b\r\n\r\n"),
                Arguments.of("a folded header", "GET /livez HTTP/1.1\r\n" + HOST + "A: b\r\n c\r\n\r\n"),
                Arguments.of("a folded header with colon", "GET /livez HTTP/1.1\r\n" + HOST + "A: b\r\n c:d\r\n\r\n"),
                Arguments.of("NUL in a header", "GET /livez HTTP/1.1\r\n" + HOST + "A: b\0c\r\n\r\n"),
                Arguments.of("a length and chunks", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "0\r\n\r\n"),
                Arguments.of("chunks and a length", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"
                        + "0\r\n\r\n"),
                Arguments.of("two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"),
                Arguments.of("two equal lengths", post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of("a list of lengths", post + "Content-Length: 5, 5\r\n\r\nabcde"),
                Arguments.of("a negative length", post + "Content-Length: -1\r\n\r\n"),
                Arguments.of("a signed length", post + "Content-Length: +2\r\n\r\n{}"),
                Arguments.of("a length beyond all bounds", post + "Content-Length: 99999999999999999999\r\n\r\n"),
                Arguments.of("a foreign transfer encoding", post + "Transfer-Encoding: gzip\r\n\r\n"),
                Arguments.of("chunked twice", post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("chunked, with a second header", post + "Transfer-Encoding: chunked\r\n"
                        + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void whatIsNoHttpIsTold400AndHungUpOn(String fault, String bytes) {
        try (RawConnection connection = node.connect()) {
            TestAnswer answer = connection.send(bytes).answer().problem(400, "malformed_request");
            checkProblem(answer);
            assertTrue(connection.closed());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenChunks")
    void brokenChunksAreTold400AndHungUpOn(String fault, String chunks) {
        try (RawConnection connection = node.connect()) {
            TestAnswer answer = connection.send("POST /v1/organizations HTTP/1.1\r\n" + HOST + authorization
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks).answer();
            checkProblem(answer.problem(400, "malformed_request"));
            assertTrue(connection.closed());
        }
    }

    static Stream<Arguments> brokenChunks() {
        return Stream.of(Arguments.of("no number", "xyz\r\n{}\r\n0\r\n\r\n"),
                Arguments.of("negative", "-2\r\n{}\r\n0\r\n\r\n"),
                Arguments.of("empty", "\r\n{}\r\n0\r\n\r\n"),
                Arguments.of("longer than told", "1\r\n{}}}\r\n0\r\n\r\n"),
                Arguments.of("with trailers", "2\r\n{}\r\n0\r\nA: b\r\n\r\n"));
    }

    @Test
    void anAddressThatIsTooLongIs414() {
        try (RawConnection connection = node.connect()) {
            checkProblem(connection.send("GET /" + "a".repeat(5_000) + " HTTP/1.1\r\n" + HOST + "\r\n").answer()
                    .problem(414, "uri_too_long"));
            assertTrue(connection.closed());
        }
    }

    @Test
    void headersThatAreTooLongAre431InOneOrInMany() {
        for (String headers : new String[] {"A: " + "b".repeat(17_000) + "\r\n", "A: bcdefgh\r\n".repeat(2_000),
            "a".repeat(17_000) + ": b\r\n"}) {
            try (RawConnection connection = node.connect()) {
                checkProblem(connection.send("GET /livez HTTP/1.1\r\n" + HOST + headers + "\r\n").answer()
                        .problem(431, "header_too_large"));
                assertTrue(connection.closed());
            }
        }
    }

    @Test
    void aBodyWithoutEndIs413WhenTheLimitIsReached() {
        try (RawConnection connection = node.connect()) {
            connection.send("POST /v1/organizations HTTP/1.1\r\n" + HOST + authorization
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 17; i++) {
                connection.send(chunk);
            }
            checkProblem(connection.answer().problem(413, "content_too_large"));
            assertTrue(connection.closed());
        }
    }

    @Test
    void oneChunkBeyondAllBoundsIs413BeforeItArrives() {
        try (RawConnection connection = node.connect()) {
            connection.send("POST /v1/attachments?filename=a HTTP/1.1\r\n" + HOST + authorization
                    + "Content-Type: a/b\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n");
            checkProblem(connection.answer().problem(413, "content_too_large"));
            assertTrue(connection.closed());
        }
    }

    @Test
    void aDeclaredLengthBeyondTheLimitIs413BeforeItArrives() {
        for (String length : new String[] {"1048577", "20971521", "4000000000"}) {
            try (RawConnection connection = node.connect()) {
                checkProblem(connection.send("POST /v1/organizations HTTP/1.1\r\n" + HOST + authorization
                        + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n{")
                        .answer().problem(413, "content_too_large"));
                assertTrue(connection.closed());
            }
        }
    }

    @Test
    void headersThatDoNotArriveInTimeEndTheConnection() {
        try (RawConnection connection = node.connect()) {
            connection.send("GET /livez HTTP/1.1\r\nHost: loc");
            assertTrue(connection.closed());
        }
    }

    @Test
    void aBodyThatDoesNotArriveInTimeEndsTheConnection() {
        try (RawConnection connection = node.connect()) {
            connection.send(post(100) + "{");
            assertTrue(connection.closed());
        }
    }

    @Test
    void aRefusalThatLeavesAShortBodyUnreadKeepsTheConnection() {
        try (RawConnection connection = node.connect()) {
            String refused = post(ORGANIZATION.length()).replace("Bearer nd", "Bearer xx") + ORGANIZATION;
            assertEquals(401, connection.send(refused).answer().status());
            assertEquals(201, connection.send(post(ORGANIZATION.length()) + ORGANIZATION).answer().status());
        }
    }

    @Test
    void aRefusalThatLeavesALongBodyUnreadEndsTheConnection() {
        try (RawConnection connection = node.connect()) {
            TestAnswer answer = connection.send(post(900_000).replace("Bearer nd", "Bearer xx")).answer();
            assertEquals(401, answer.status());
            assertEquals("close", answer.header("Connection"));
            assertTrue(connection.closed());
        }
    }

    @Test
    void aCallerThatAwaits100ContinueIsRefusedWithoutIt() {
        try (RawConnection connection = node.connect()) {
            String post = post(10).replace("Content-Length", "Expect: 100-continue\r\nContent-Length");
            assertEquals(401, connection.send(post.replace("Bearer nd", "Bearer xx")).answer().status());
            assertTrue(connection.closed());
        }
        try (RawConnection connection = node.connect()) {
            String post = post(ORGANIZATION.length()).replace("Content-Length",
                    "Expect: 100-continue\r\nContent-Length");
            assertEquals(100, connection.send(post).answer().status());
            assertEquals(201, connection.send(ORGANIZATION).answer().status());
        }
    }

    @Test
    void aCallerThatWantsToEndTheConnectionIsObeyed() {
        try (RawConnection connection = node.connect()) {
            connection.send("GET /livez HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
            assertEquals(200, connection.answer().status());
            assertTrue(connection.closed());
        }
    }

    @Test
    void requestsInARowAreAnsweredInOrder() {
        try (RawConnection connection = node.connect()) {
            connection.send("GET /livez HTTP/1.1\r\n" + HOST + "\r\nGET /nothing HTTP/1.1\r\n" + HOST + "\r\n");
            assertEquals(200, connection.answer().status());
            connection.answer().problem(404, "not_found");
        }
    }

    private static String post(int length) {
        return "POST /v1/organizations HTTP/1.1\r\n" + HOST + authorization
                + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static void checkProblem(TestAnswer answer) {
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals(answer.header("Request-Id"), answer.text("request_id"));
        assertTrue(answer.header("Request-Id").startsWith("req_"));
        assertEquals("close", answer.header("Connection"));
        assertFalse(answer.bodyText().contains("helidon"));
        assertFalse(answer.bodyText().contains("Exception"));
    }
}
