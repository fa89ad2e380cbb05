package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebhookSenderTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.750Z");
    private static final String ID = "evt_01JZX5T4Q3N8W7V6B5M4K3J2H1";
    private static final byte[] BODY = "{\"text\":\"Grüße\"}".getBytes(StandardCharsets.UTF_8);
    private static final List<WebhookSecret> SECRETS =
            List.of(WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Resolver loopback = (host, within) -> List.of(InetAddress.getLoopbackAddress());
    private final WebhookSender sender = sender(loopback, LIMIT);

    @AfterEach
    void closeSender() {
        sender.close();
    }

    @Test
    void sendsOneSignedPostWithTheStoredBytes() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            AttemptResult result = sender.send(ID, url(receiver, "/in?a=b"), BODY, SECRETS, NOW);
            assertTrue(result.succeeded());
            assertEquals("ok", result.excerpt());
            assertEquals(1, receiver.connections());
            RawReceiver.Request request = receiver.requests().getFirst();
            assertTrue(request.head().startsWith("POST /in?a=b HTTP/1.1\r\n"), request.head());
            assertEquals(new String(BODY, StandardCharsets.UTF_8), request.body());
            assertEquals("hooks.example.com:" + receiver.port(), request.header("Host"));
            assertEquals("application/json", request.header("Content-Type"));
            assertEquals(ID, request.header("webhook-id"));
            assertEquals(Long.toString(NOW.getEpochSecond()), request.header("webhook-timestamp"));
            assertEquals(WebhookSigner.sign(ID, NOW, BODY, SECRETS), request.header("webhook-signature"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//other.example.com/in", "/a/../b;c", "/in?", "/in?a=%0d%0aX:%20y", "/@other"})
    void thePathIsSentAsItIsWrittenAndToTheSameHost(String path) throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            assertTrue(sender.send(ID, url(receiver, path), BODY, SECRETS, NOW).succeeded());
            RawReceiver.Request request = receiver.requests().getFirst();
            assertTrue(request.head().startsWith("POST " + path + " HTTP/1.1\r\n"), request.head());
            assertEquals("hooks.example.com:" + receiver.port(), request.header("Host"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200,", "201,", "202,", "204,", "299,", "300,REDIRECT", "304,REDIRECT", "400,CLIENT_ERROR", "404,CLIENT_ERROR",
        "410,CLIENT_ERROR", "429,CLIENT_ERROR", "500,SERVER_ERROR", "503,SERVER_ERROR", "599,SERVER_ERROR",
        "999,SERVER_ERROR"
    })
    void theStatusDecides(int status, FailureKind failure) throws IOException {
        AttemptResult result = answered("HTTP/1.1 " + status + " Some\r\nContent-Length: 0\r\nRetry-After: 7\r\n\r\n");
        assertEquals(Optional.of(status), result.status());
        assertEquals(Optional.ofNullable(failure), result.failure());
        assertEquals(Optional.of("7"), result.retryAfter());
        assertEquals(status == 410, result.gone());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNeverFollowed(int status) throws IOException {
        try (RawReceiver target = RawReceiver.answering(OK)) {
            String location = "http://127.0.0.1:" + target.port() + "/";
            AttemptResult result = answered(
                    "HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
            assertEquals(Optional.of(FailureKind.REDIRECT), result.failure());
            assertEquals(0, target.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nok",
        "HTTP/1.0 200 OK\r\n\r\nok",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK,
    })
    void everyHonestFormOfAnAnswerIsRead(String answer) throws IOException {
        AttemptResult result = answered(answer);
        assertEquals(Optional.empty(), result.failure());
        assertEquals("ok", result.excerpt());
    }

    @Test
    void nobodyListeningIsAFailedConnection() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        AttemptResult result = sender.send(ID, "http://hooks.example.com:" + port + "/", BODY, SECRETS, NOW);
        assertEquals(Optional.of(FailureKind.CONNECT_FAILED), result.failure());
    }

    @Test
    void anUnknownNameAndARefusedAddressAreResultsToo() {
        try (WebhookSender nowhere = sender((host, within) -> {
            throw new UnknownHostException(host);
        }, LIMIT)) {
            AttemptResult result = nowhere.send(ID, "https://hooks.example.com/", BODY, SECRETS, NOW);
            assertEquals(Optional.of(FailureKind.NAME_UNRESOLVED), result.failure());
        }
        AttemptResult refused = sender.send(ID, "ftp://hooks.example.com/", BODY, SECRETS, NOW);
        assertEquals(Optional.of(FailureKind.ADDRESS_REFUSED), refused.failure());
    }

    @Test
    void aMistakeOfOursIsAResultToo() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            AttemptResult result = sender.send(ID, url(receiver, "/"), BODY, List.of(), NOW);
            assertEquals(Optional.of(FailureKind.INTERNAL), result.failure());
            assertEquals(0, receiver.connections(), "nothing goes out unsigned");
        }
    }

    @Test
    void afterClosingNothingIsSent() throws IOException {
        WebhookSender closed = sender(loopback, LIMIT);
        closed.close();
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            AttemptResult result = closed.send(ID, url(receiver, "/"), BODY, SECRETS, NOW);
            assertEquals(Optional.of(FailureKind.INTERNAL), result.failure());
            assertEquals(List.of(), receiver.requests());
        }
    }

    @Test
    void aLatencyIsMeasured() throws IOException {
        try (RawReceiver receiver = RawReceiver.plain(call -> call.readRequest().drip(OK))) {
            AttemptResult result = send(receiver);
            assertTrue(result.succeeded(), result::toString);
            assertTrue(result.latency().toMillis() > 20 * 30, result::toString);
        }
    }

    private AttemptResult answered(String answer) throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(answer)) {
            return send(receiver);
        }
    }

    private AttemptResult send(RawReceiver receiver) {
        return sender.send(ID, url(receiver, "/in"), BODY, SECRETS, NOW);
    }

    private static String url(RawReceiver receiver, String path) {
        return "http://hooks.example.com:" + receiver.port() + path;
    }

    private static WebhookSender sender(Resolver resolver, Duration limit) {
        try {
            return new WebhookSender(AddressPolicy.INSECURE, resolver, limit, SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
