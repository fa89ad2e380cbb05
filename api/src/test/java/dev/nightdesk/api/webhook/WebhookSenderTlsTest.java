package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WebhookSenderTlsTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration SHORT_LIMIT = Duration.ofMillis(1_500);
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final List<WebhookSecret> SECRETS =
            List.of(WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    private static final RawReceiver.Script ANSWER =
            call -> call.readRequest().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

    @TempDir
    private static Path folder;

    private static KeyStore good;
    private static KeyStore otherName;
    private static KeyStore expired;

    @BeforeAll
    static void makeCertificates() throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        good = certificates.make("hooks.example.com", "-1d");
        otherName = certificates.make("other.example.com", "-1d");
        expired = certificates.make("hooks.example.com", "-30d");
    }

    @Test
    void theHostNameIsSentInTheHandshakeAndTheAddressIsThePinnedOne() throws Exception {
        List<SNIServerName> names = new CopyOnWriteArrayList<>();
        RawReceiver.Script script = call -> {
            ANSWER.run(call);
            names.addAll(((ExtendedSSLSession) ((SSLSocket) call.socket()).getSession()).getRequestedServerNames());
        };
        try (RawReceiver receiver = receiver(good, script)) {
            AttemptResult result = send(receiver, TestCertificates.trusting(good));
            assertEquals(Optional.empty(), result.failure());
            assertEquals("ok", result.excerpt());
            assertEquals(List.of(new SNIHostName("hooks.example.com")), names);
            assertEquals("hooks.example.com:" + receiver.port(), receiver.requests().getFirst().header("Host"));
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        assertNothingSent(otherName, TestCertificates.trusting(otherName));
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        assertNothingSent(expired, TestCertificates.trusting(expired));
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        assertNothingSent(good, SSLContext.getDefault());
    }

    @Test
    void aReceiverWithoutTlsIsATlsFailure() throws Exception {
        try (RawReceiver receiver = RawReceiver.plain(call -> call.write("HTTP/1.1 200 OK\r\n\r\n"))) {
            assertEquals(Optional.of(FailureKind.TLS_FAILED), send(receiver, SSLContext.getDefault()).failure());
        }
    }

    @Test
    void aHandshakeThatHangsIsCutAtTheLimit() throws Exception {
        try (RawReceiver receiver = RawReceiver.plain(RawReceiver.Call::hang)) {
            AttemptResult result = send(receiver, SSLContext.getDefault(), SHORT_LIMIT);
            assertEquals(Optional.of(FailureKind.TIMED_OUT), result.failure());
            assertTrue(result.latency().compareTo(SHORT_LIMIT.plusSeconds(5)) < 0, result::toString);
        }
    }

    @Test
    void anAnswerThatDripsOrHangsOverTlsIsCutAtTheLimit() throws Exception {
        List<RawReceiver.Script> slow = List.of(
                call -> call.readRequest().drip("HTTP/1.1 200 OK\r\nX: " + "a".repeat(5_000)),
                call -> call.readRequest().hang());
        for (RawReceiver.Script script : slow) {
            try (RawReceiver receiver = receiver(good, script)) {
                AttemptResult result = send(receiver, TestCertificates.trusting(good), SHORT_LIMIT);
                assertEquals(Optional.of(FailureKind.TIMED_OUT), result.failure());
                assertTrue(result.latency().compareTo(SHORT_LIMIT.plusSeconds(5)) < 0, result::toString);
            }
        }
    }

    @Test
    void ofAnEndlessBodyOverTlsTheFirstKibIsRead() throws Exception {
        try (RawReceiver receiver = receiver(
                good, call -> call.readRequest().write("HTTP/1.1 200 OK\r\n\r\n").writeForEver("0123456789abcdef"))) {
            AttemptResult result = send(receiver, TestCertificates.trusting(good));
            assertTrue(result.succeeded(), result::toString);
            assertEquals(1_024, result.excerpt().length());
        }
    }

    private static void assertNothingSent(KeyStore identity, SSLContext trust) throws Exception {
        try (RawReceiver receiver = receiver(identity, ANSWER)) {
            assertEquals(Optional.of(FailureKind.TLS_FAILED), send(receiver, trust).failure());
            assertEquals(List.of(), receiver.requests());
        }
    }

    private static RawReceiver receiver(KeyStore identity, RawReceiver.Script script) throws Exception {
        return RawReceiver.over(TestCertificates.server(identity).getServerSocketFactory(), script);
    }

    private static AttemptResult send(RawReceiver receiver, SSLContext trust) {
        return send(receiver, trust, LIMIT);
    }

    private static AttemptResult send(RawReceiver receiver, SSLContext trust, Duration limit) {
        Resolver loopback = (host, within) -> List.of(InetAddress.getLoopbackAddress());
        try (WebhookSender sender = new WebhookSender(AddressPolicy.INSECURE, loopback, limit, trust)) {
            String url = "https://hooks.example.com:" + receiver.port() + "/in";
            return sender.send("evt_1", url, BODY, SECRETS, Instant.parse("2026-11-23T10:00:00Z"));
        }
    }
}
