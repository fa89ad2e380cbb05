package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that break off, overflow, stall or never end: each attempt ends in time and says why. */
@Timeout(60)
class HostileReceiversTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration SHORT_LIMIT = Duration.ofMillis(600);
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.750Z");
    private static final String ID = "evt_01JZX5T4Q3N8W7V6B5M4K3J2H1";
    private static final byte[] BODY = "{\"text\":\"Grüße\"}".getBytes(StandardCharsets.UTF_8);
    private static final List<WebhookSecret> SECRETS =
            List.of(WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Resolver loopback = (host, within) -> List.of(InetAddress.getLoopbackAddress());
    private final WebhookSender sender = sender(loopback, LIMIT);
    private final WebhookSender impatient = sender(loopback, SHORT_LIMIT);

    @AfterEach
    void closeSenders() {
        sender.close();
        impatient.close();
    }

    static Stream<Arguments> brokenAnswers() {
        return Stream.of(
                Arguments.of("", FailureKind.CONNECTION_LOST),
                Arguments.of("HTTP/1.1 200 OK\r\n", FailureKind.CONNECTION_LOST),
                Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart", FailureKind.CONNECTION_LOST),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\npart", FailureKind.CONNECTION_LOST),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\npart",
                        FailureKind.MALFORMED_ANSWER),
                Arguments.of("220 mail.example.com ESMTP\r\n\r\n", FailureKind.MALFORMED_ANSWER),
                Arguments.of("HTTP/1.1 abc OK\r\n\r\n", FailureKind.MALFORMED_ANSWER),
                Arguments.of("HTTP/1.1 099 Low\r\n\r\n", FailureKind.MALFORMED_ANSWER),
                Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", FailureKind.MALFORMED_ANSWER),
                Arguments.of("HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n", FailureKind.MALFORMED_ANSWER),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nX: " + "a".repeat(100_000) + "\r\n\r\n", FailureKind.MALFORMED_ANSWER),
                Arguments.of("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(65) + "\r\n", FailureKind.MALFORMED_ANSWER));
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    void anAnswerThatIsNotWholeIsNoSuccess(String answer, FailureKind failure) throws IOException {
        assertEquals(Optional.of(failure), answered(answer).failure());
    }

    @Test
    void whatArrivedOfABrokenAnswerIsKeptForTheLog() throws IOException {
        AttemptResult result = answered("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
        assertEquals(Optional.of(200), result.status());
        assertEquals("part", result.excerpt());
    }

    @Test
    void aResetIsALostConnection() throws IOException {
        try (RawReceiver receiver = RawReceiver.plain(call -> call.readRequest().reset())) {
            assertEquals(Optional.of(FailureKind.CONNECTION_LOST), send(receiver).failure());
        }
    }

    @Test
    void ofAnEndlessBodyTheFirstKibIsReadAndTheConnectionClosed() throws IOException {
        try (RawReceiver receiver = RawReceiver.plain(
                call -> call.readRequest().write("HTTP/1.1 200 OK\r\n\r\n").writeForEver("0123456789abcdef"))) {
            AttemptResult result = send(receiver);
            assertTrue(result.succeeded());
            assertEquals(1_024, result.excerpt().length());
            assertTrue(receiver.bytesWritten() < 20_000_000, receiver.bytesWritten() + " bytes were taken");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Endless: y\r\n", "X-Endless-line", " folded line\r\n"})
    void endlessHeadersAreCutShort(String piece) throws IOException {
        try (RawReceiver receiver = RawReceiver.plain(
                call -> call.readRequest().write("HTTP/1.1 200 OK\r\nA: b\r\n").writeForEver(piece))) {
            AttemptResult result = send(receiver);
            assertEquals(Optional.of(FailureKind.MALFORMED_ANSWER), result.failure());
        }
    }

    static Stream<RawReceiver.Script> receiversThatTakeForEver() {
        return Stream.of(
                call -> call.hang(),
                call -> call.readRequest().hang(),
                call -> call.readRequest().write("HTTP/1.1 200 OK\r\n").hang(),
                call -> call.readRequest().write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab").hang(),
                call -> call.readRequest().drip("HTTP/1.1 200 OK\r\nX: " + "a".repeat(5_000)),
                call -> call.readRequest().write("HTTP/1.1 200 OK\r\n\r\n").drip("a".repeat(1_000)),
                call -> call.readRequest().writeForEver("HTTP/1.1 102 Processing\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("receiversThatTakeForEver")
    void theTimeLimitHoldsForTheWholeAttempt(RawReceiver.Script script) throws IOException {
        try (RawReceiver receiver = RawReceiver.plain(script)) {
            assertTimedOut(impatient.send(ID, url(receiver, "/in"), BODY, SECRETS, NOW));
        }
    }

    @Test
    void theTimeLimitHoldsWhileTheReceiverTakesNothing() throws IOException {
        byte[] larger = "x".repeat(32_000_000).getBytes(StandardCharsets.UTF_8);
        try (ServerSocket neverAccepts = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://hooks.example.com:" + neverAccepts.getLocalPort() + "/";
            assertTimedOut(impatient.send(ID, url, larger, SECRETS, NOW));
        }
    }

    @Test
    void aHundredHangingReceiversDelayNobody() throws Exception {
        try (RawReceiver hanging = RawReceiver.plain(RawReceiver.Call::hang);
                RawReceiver healthy = RawReceiver.answering(OK);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AttemptResult>> stuck = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                stuck.add(threads.submit(() -> sender.send(ID, url(hanging, "/"), BODY, SECRETS, NOW)));
            }
            for (int i = 0; i < 50; i++) {
                AttemptResult result = sender.send(ID, url(healthy, "/"), BODY, SECRETS, NOW);
                assertTrue(result.succeeded());
                assertTrue(result.latency().compareTo(Duration.ofSeconds(5)) < 0, result::toString);
            }
            assertFalse(stuck.stream().anyMatch(Future::isDone));
            hanging.cutAll();
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

    private static void assertTimedOut(AttemptResult result) {
        assertEquals(Optional.of(FailureKind.TIMED_OUT), result.failure());
        assertTrue(result.latency().compareTo(SHORT_LIMIT) >= 0, result::toString);
        assertTrue(result.latency().compareTo(SHORT_LIMIT.plusSeconds(5)) < 0, result::toString);
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
