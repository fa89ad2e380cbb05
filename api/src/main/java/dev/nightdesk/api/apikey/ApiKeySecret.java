package dev.nightdesk.api.apikey;

import dev.nightdesk.api.platform.auth.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text of an API key, {@code nd_<live|test>_<16 public characters>_<43 secret characters>}, and what is kept of
 * it: the public part, and an HMAC of the whole under the installation's pepper.
 *
 * @param prefix everything before the secret part; enough to recognise the key, useless without the rest
 * @param text the whole key
 */
public record ApiKeySecret(String prefix, String text) {
    private static final Pattern FORM = Pattern.compile("(nd_(?:live|test)_[A-Za-z0-9]{16})_[A-Za-z0-9_-]{43}");
    private static final String PUBLIC_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PUBLIC_LENGTH = 16;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A fresh key. */
    public static ApiKeySecret make(boolean test) {
        StringBuilder prefix = new StringBuilder(test ? "nd_test_" : "nd_live_");
        for (int i = 0; i < PUBLIC_LENGTH; i++) {
            prefix.append(PUBLIC_ALPHABET.charAt(RANDOM.nextInt(PUBLIC_ALPHABET.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        String text = prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new ApiKeySecret(prefix.toString(), text);
    }

    /** The key that a caller showed; empty when the text has not the form of one. */
    public static Optional<ApiKeySecret> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new ApiKeySecret(matcher.group(1), text)) : Optional.empty();
    }

    /** Whether the text is meant to be an API key. */
    public static boolean looksLikeOne(String text) {
        return text.startsWith("nd_");
    }

    /** Never the secret part. */
    @Override
    public String toString() {
        return prefix;
    }

    /** Turns keys into what may be stored, and checks them against it in constant time. */
    public static final class Pepper {
        private final SecretKey key;

        /** The ring's pepper. */
        public Pepper(KeyRing keys) {
            this.key = new SecretKeySpec(keys.derive("api-key"), "HmacSHA256");
        }

        /** The HMAC of the key. */
        public byte[] hash(ApiKeySecret secret) {
            return KeyRing.hmac(key, secret.text().getBytes(StandardCharsets.UTF_8));
        }

        /** Whether the key is the one that the hash was made of. */
        public boolean matches(ApiKeySecret secret, byte[] hash) {
            return MessageDigest.isEqual(hash(secret), hash);
        }
    }
}
