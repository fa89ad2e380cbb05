package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WebhookSignerTest {

    private static final WebhookSecret PUBLISHED = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final WebhookSecret OTHER =
            WebhookSecret.parse("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD5Z0kXg1mJAk=");
    private static final String ID = "evt_01JZX5T4Q3N8W7V6B5M4K3J2H1";
    private static final byte[] BODY =
            "{\"type\":\"message.created\",\"text\":\"Grüße\"}".getBytes(StandardCharsets.UTF_8);

    /** The library's verifier reads the real clock, so what it checks is signed by the real time. */
    private final Instant now = Instant.now();

    @Test
    void givesThePublishedSignature() {
        String signature = WebhookSigner.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8),
                List.of(PUBLISHED));
        assertEquals("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    @Test
    void signsWholeSecondsOnly() {
        Instant second = Instant.ofEpochSecond(1_614_265_330);
        assertEquals(
                WebhookSigner.sign(ID, second, BODY, List.of(PUBLISHED)),
                WebhookSigner.sign(ID, second.plusMillis(999), BODY, List.of(PUBLISHED)));
    }

    @Test
    void putsOneSignaturePerSecretInTheirOrder() {
        String both = WebhookSigner.sign(ID, now, BODY, List.of(OTHER, PUBLISHED));
        assertEquals(
                WebhookSigner.sign(ID, now, BODY, List.of(OTHER)) + " "
                        + WebhookSigner.sign(ID, now, BODY, List.of(PUBLISHED)),
                both);
    }

    @Test
    void isAcceptedByTheStandardLibraryUnderEachOfTwoSecrets() throws WebhookVerificationException {
        String both = WebhookSigner.sign(ID, now, BODY, List.of(OTHER, PUBLISHED));
        verify(PUBLISHED, ID, now, both, BODY);
        verify(OTHER, ID, now, both, BODY);
    }

    @Test
    void isRefusedByTheStandardLibraryUnderAForeignSecret() {
        String signature = WebhookSigner.sign(ID, now, BODY, List.of(OTHER));
        assertThrows(WebhookVerificationException.class, () -> verify(PUBLISHED, ID, now, signature, BODY));
    }

    @Test
    void isRefusedByTheStandardLibraryWhenIdOrTimeOrBodyIsAnother() {
        String signature = WebhookSigner.sign(ID, now, BODY, List.of(OTHER));
        byte[] changed = BODY.clone();
        changed[3] ^= 1;
        assertThrows(WebhookVerificationException.class, () -> verify(OTHER, ID, now, signature, changed));
        assertThrows(WebhookVerificationException.class, () -> verify(OTHER, ID + "X", now, signature, BODY));
        assertThrows(
                WebhookVerificationException.class, () -> verify(OTHER, ID, now.minusSeconds(1), signature, BODY));
    }

    @Test
    void isRefusedByTheStandardLibraryAfter301Seconds() {
        Instant old = now.truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofSeconds(301));
        String signature = WebhookSigner.sign(ID, old, BODY, List.of(OTHER));
        assertThrows(WebhookVerificationException.class, () -> verify(OTHER, ID, old, signature, BODY));
    }

    @Property(tries = 200)
    void agreesWithTheStandardLibraryOnAnyTextAndKey(
            @ForAll String text, @ForAll @Size(min = 24, max = 64) byte[] key) throws Exception {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        WebhookSecret secret =
                WebhookSecret.parse("whsec_" + Base64.getEncoder().encodeToString(key));
        Instant time = Instant.ofEpochSecond(1_700_000_000);
        assertEquals(
                new Webhook(secret.reveal())
                        .sign(ID, time.getEpochSecond(), new String(body, StandardCharsets.UTF_8)),
                WebhookSigner.sign(ID, time, body, List.of(secret)));
    }

    @Test
    void refusesAnIdWithADotBecauseItWouldShiftTheSignedParts() {
        List<WebhookSecret> secrets = List.of(PUBLISHED);
        assertThrows(IllegalArgumentException.class, () -> WebhookSigner.sign("a.b", now, BODY, secrets));
        assertThrows(IllegalArgumentException.class, () -> WebhookSigner.sign("", now, BODY, secrets));
    }

    @Test
    void refusesToSendUnsigned() {
        assertThrows(IllegalArgumentException.class, () -> WebhookSigner.sign(ID, now, BODY, List.of()));
    }

    private static void verify(WebhookSecret secret, String id, Instant time, String signature, byte[] body)
            throws WebhookVerificationException {
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of(id),
                        "webhook-timestamp", List.of(Long.toString(time.getEpochSecond())),
                        "webhook-signature", List.of(signature)),
                (name, value) -> true);
        new Webhook(secret.reveal()).verify(new String(body, StandardCharsets.UTF_8), headers);
    }
}
