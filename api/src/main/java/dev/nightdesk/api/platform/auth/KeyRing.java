package dev.nightdesk.api.platform.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The installation's secret key, and one key derived from it for each purpose, so that no two purposes share one. */
public final class KeyRing {
    private static final int BYTES = 32;
    /** Each request needs one, and looking for its provider costs as much as using it. */
    private static final Mac BLANK = blank();

    private final SecretKey master;

    private KeyRing(SecretKey master) {
        this.master = master;
    }

    /** From the base64url text of at least 32 bytes, as configuration holds it. */
    public static KeyRing of(String base64url) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(base64url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("NIGHTDESK_SECRET_KEY must be base64url text", e);
        }
        if (bytes.length < BYTES) {
            throw new IllegalArgumentException("NIGHTDESK_SECRET_KEY must hold at least 32 bytes");
        }
        return new KeyRing(new SecretKeySpec(bytes, "HmacSHA256"));
    }

    /** 256 bits for one purpose. */
    public byte[] derive(String purpose) {
        return hmac(master, purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA-256. */
    public static byte[] hmac(SecretKey key, byte[] message) {
        try {
            Mac mac = (Mac) BLANK.clone();
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException("every JDK has an HmacSHA256 that can be cloned", e);
        }
    }

    private static Mac blank() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
