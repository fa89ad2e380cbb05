package dev.nightdesk.sdk;

import dev.nightdesk.sdk.model.Event;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks webhooks by Standard Webhooks 1.0: that they come from a Nightdesk that knows your secret, unchanged, and not
 * from long ago. Give the body exactly as it came, before anything parses it.
 *
 * <pre>{@code
 * Event event = Webhooks.verify(body, headers, secret);
 * if (seen.add(event.id())) {          // delivery is at least once
 *     handle(event);
 * }
 * }</pre>
 */
public final class Webhooks {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final String ALGORITHM = "HmacSHA256";

    private Webhooks() {
    }

    /**
     * The event of a webhook, as {@link #verify(byte[], Map, Duration, InstantSource, List)} with a tolerance of five
     * minutes.
     */
    public static Event verify(String payload, Map<String, String> headers, String... secrets) {
        return verify(payload.getBytes(StandardCharsets.UTF_8), headers, secrets);
    }

    /** The event of a webhook, with a tolerance of five minutes. */
    public static Event verify(byte[] payload, Map<String, String> headers, String... secrets) {
        return verify(payload, headers, TOLERANCE, InstantSource.system(), List.of(secrets));
    }

    /**
     * The event of a webhook. A type that this version of the SDK does not know is an event too; see
     * {@code event.type().known()}.
     *
     * @param payload the body, byte for byte
     * @param headers at least the three {@code webhook-} headers; the case of their names does not matter
     * @param tolerance how old, and how far ahead of our clock, a webhook may be
     * @param secrets {@code whsec_…}; several while one is being rotated, any of them may have signed
     * @throws WebhookVerificationException when it is not genuine, not for these secrets, or not of now
     */
    public static Event verify(
            byte[] payload, Map<String, String> headers, Duration tolerance, InstantSource clock,
            List<String> secrets) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        String id = header(byName, "webhook-id");
        String timestamp = header(byName, "webhook-timestamp");
        String signatures = header(byName, "webhook-signature");
        checkTime(timestamp, tolerance, clock.instant());
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("No secret to check with");
        }
        boolean genuine = false;
        for (String secret : secrets) {
            // No early end: how long it takes must not tell which secret, or how much of a signature, was right.
            genuine |= signedWith(key(secret), id, timestamp, payload, signatures);
        }
        if (!genuine) {
            throw new WebhookVerificationException("No signature of the webhook fits a secret");
        }
        return Json.value(new String(payload, StandardCharsets.UTF_8), Event.class);
    }

    private static String header(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null || value.isEmpty()) {
            throw new WebhookVerificationException("The header " + name + " is missing");
        }
        return value;
    }

    private static void checkTime(String timestamp, Duration tolerance, Instant now) {
        if (!timestamp.matches("\\d{1,11}")) {
            throw new WebhookVerificationException("webhook-timestamp is not a number of seconds");
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (sent.isBefore(now.minus(tolerance))) {
            throw new WebhookVerificationException("The webhook is too old");
        }
        if (sent.isAfter(now.plus(tolerance))) {
            throw new WebhookVerificationException("The webhook is from the future");
        }
    }

    private static boolean signedWith(byte[] key, String id, String timestamp, byte[] payload, String signatures) {
        byte[] expected = mac(key, id + "." + timestamp + ".", payload);
        boolean fits = false;
        for (String signature : signatures.split(" ")) {
            if (signature.startsWith(VERSION)) {
                fits |= MessageDigest.isEqual(expected, decode(signature.substring(VERSION.length())));
            }
        }
        return fits;
    }

    private static byte[] mac(byte[] key, String prefix, byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(prefix.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has " + ALGORITHM, e);
        }
    }

    private static byte[] key(String secret) {
        String text = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        return Base64.getDecoder().decode(text);
    }

    private static byte[] decode(String signature) {
        try {
            return Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
