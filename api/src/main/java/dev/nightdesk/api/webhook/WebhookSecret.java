package dev.nightdesk.api.webhook;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A shared signing secret; its text form is {@code whsec_} and standard base64 of 24 to 64 bytes. Its {@link
 * #toString()} never shows it, so that a secret cannot slip into a log line.
 */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final int GENERATED_BYTES = 32;
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        if (key.length < FEWEST_BYTES || key.length > MOST_BYTES) {
            throw new IllegalArgumentException("a webhook secret has 24 to 64 bytes, not " + key.length);
        }
        this.key = key;
    }

    /** A fresh secret of 32 bytes. */
    public static WebhookSecret generate(SecureRandom random) {
        byte[] key = new byte[GENERATED_BYTES];
        random.nextBytes(key);
        return new WebhookSecret(key);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when the prefix, the base64 or the length is wrong
     */
    public static WebhookSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a webhook secret starts with " + PREFIX);
        }
        return new WebhookSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    /** The text form, for the one answer that shows it and for sealing it at rest. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    byte[] key() {
        return key.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookSecret that && MessageDigest.isEqual(key, that.key);
    }

    /** The same for every secret: a hash of the key would tell something about it. */
    @Override
    public int hashCode() {
        return PREFIX.hashCode();
    }

    @Override
    public String toString() {
        return PREFIX + "(hidden)";
    }
}
