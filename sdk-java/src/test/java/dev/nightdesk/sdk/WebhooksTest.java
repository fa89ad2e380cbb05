package dev.nightdesk.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.sdk.model.Event;
import dev.nightdesk.sdk.model.EventType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhooksTest {

    /** The vector that Standard Webhooks publishes. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final long SENT = 1_614_265_330L;
    private static final String PUBLISHED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String BODY = "{\"test\": 2432232314}";

    @Test
    void thePublishedVectorHolds() {
        verify(BODY, headers(PUBLISHED), 0, SECRET);
    }

    @Test
    void namesOfHeadersMayBeWrittenInAnyCase() {
        Map<String, String> headers = new HashMap<>();
        headers(PUBLISHED).forEach((name, value) -> headers.put(name.toUpperCase(Locale.ROOT), value));
        verify(BODY, headers, 0, SECRET);
    }

    @Test
    void whatIsTooOldOrTooNewIsRefused() {
        verify(BODY, headers(PUBLISHED), 300, SECRET);
        verify(BODY, headers(PUBLISHED), -300, SECRET);
        refused(BODY, headers(PUBLISHED), 301, SECRET);
        refused(BODY, headers(PUBLISHED), -301, SECRET);
    }

    @Test
    void anyChangedPartIsRefused() {
        refused(BODY + " ", headers(PUBLISHED), 0, SECRET);
        refused(BODY, with("webhook-id", "msg_other"), 0, SECRET);
        refused(BODY, with("webhook-timestamp", Long.toString(SENT + 1)), 0, SECRET);
        refused(BODY, headers(PUBLISHED.replace("g0h", "g1h")), 0, SECRET);
        refused(BODY, headers(PUBLISHED), 0, OTHER);
        refused(BODY, headers("v1a," + PUBLISHED.substring(3)), 0, SECRET);
        refused(BODY, headers("v1,%%%"), 0, SECRET);
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            refused(BODY, with(name, ""), 0, SECRET);
        }
        refused(BODY, with("webhook-timestamp", "soon"), 0, SECRET);
    }

    @Test
    void duringARotationEitherSecretAndEitherSignatureDo() {
        verify(BODY, headers(PUBLISHED), 0, OTHER, SECRET);
        verify(BODY, headers("v1,AAAA " + PUBLISHED), 0, SECRET);
        assertThrows(IllegalArgumentException.class, () -> verify(BODY, headers(PUBLISHED), 0));
    }

    @Test
    void aTypeFromTheFutureIsAnEventToo() {
        String body = "{\"id\":\"evt_1\",\"type\":\"weather.changed\",\"sequence\":5,\"data\":{\"sky\":\"blue\"},\"new\":1}";
        Event event = verify(body, headers(sign(body)), 0, SECRET);
        assertEquals("evt_1", event.id());
        assertEquals(EventType.Known.UNRECOGNIZED, event.type().known());
        assertEquals("weather.changed", event.type().toString());
        assertTrue(event.unknownFields().containsKey("new"));
    }

    private static Event verify(String body, Map<String, String> headers, long secondsLater, String... secrets) {
        return Webhooks.verify(body.getBytes(StandardCharsets.UTF_8), headers, Duration.ofMinutes(5),
                InstantSource.fixed(Instant.ofEpochSecond(SENT + secondsLater)), List.of(secrets));
    }

    private static void refused(String body, Map<String, String> headers, long secondsLater, String secret) {
        assertThrows(WebhookVerificationException.class, () -> verify(body, headers, secondsLater, secret));
    }

    private static Map<String, String> headers(String signature) {
        return Map.of("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp", Long.toString(SENT),
                "webhook-signature", signature);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> headers = new HashMap<>(headers(PUBLISHED));
        headers.put(name, value);
        return headers;
    }

    private static String sign(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring(6)), "HmacSHA256"));
            String signed = "msg_p5jXN8AQM9LWM0D4loKWxJek." + SENT + "." + body;
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
