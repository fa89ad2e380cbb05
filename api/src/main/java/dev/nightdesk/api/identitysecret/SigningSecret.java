package dev.nightdesk.api.identitysecret;

import dev.nightdesk.api.platform.auth.Seal;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 32 bytes of an identity secret: {@code nds_} and their base64url form for the product, an HMAC key for us,
 * sealed at rest.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SigningSecret(byte[] bytes) {
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static SigningSecret make() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new SigningSecret(bytes);
    }

    /**
     * The bytes of a stored secret.
     *
     * @throws Seal.SealBroken when they were changed, or sealed for another secret or workspace
     */
    static SigningSecret open(IdentitySecret stored, Seal seal) {
        return new SigningSecret(seal.open(stored.sealed(), place(stored.workspaceId(), stored.id())));
    }

    byte[] sealed(Seal seal, String workspaceId, String id) {
        return seal.close(bytes, place(workspaceId, id));
    }

    /** The form in which the product keeps it. */
    String text() {
        return "nds_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    SecretKey key() {
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "nds_…";
    }

    private static String place(String workspaceId, String id) {
        return workspaceId + "/" + id;
    }
}
