package dev.nightdesk.api.apikey;

import dev.nightdesk.api.platform.auth.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
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
    private static final String LIVE = "nd_live_";
    private static final String TEST = "nd_test_";
    private static final String PUBLIC_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PUBLIC_LENGTH = 16;
    private static final int PREFIX_LENGTH = LIVE.length() + PUBLIC_LENGTH;
    private static final int SECRET_LENGTH = 43;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A fresh key. */
    public static ApiKeySecret make(boolean test) {
        StringBuilder prefix = new StringBuilder(test ? TEST : LIVE);
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
        return hasForm(text) ? Optional.of(new ApiKeySecret(text.substring(0, PREFIX_LENGTH), text))
                : Optional.empty();
    }

    /** By hand, as each request asks. */
    private static boolean hasForm(String text) {
        return text.length() == PREFIX_LENGTH + 1 + SECRET_LENGTH
                && (text.startsWith(LIVE) || text.startsWith(TEST))
                && text.chars().limit(PREFIX_LENGTH).skip(LIVE.length()).allMatch(ApiKeySecret::isPublic)
                && text.charAt(PREFIX_LENGTH) == '_'
                && text.chars().skip(PREFIX_LENGTH + 1).allMatch(c -> isPublic(c) || c == '_' || c == '-');
    }

    private static boolean isPublic(int character) {
        return character < 0x80 && Character.isLetterOrDigit(character);
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
