package dev.nightdesk.sdk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs tokens for the signed-in customers of your product, in your back end. Give a token to the customer's browser or
 * app: with it {@link NightdeskBuilder#customerToken} sees that customer's own conversations and nothing else. Never
 * give
 * away the secret. Safe for several threads.
 */
public final class CustomerTokenSigner {

    private static final String SECRET_PREFIX = "nds_";
    private static final int SHORTEST_SECRET = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String workspaceId;
    private final SecretKeySpec key;
    private final String header;
    private final InstantSource clock;

    private CustomerTokenSigner(String workspaceId, String secretId, String secret, InstantSource clock) {
        this.workspaceId = Objects.requireNonNull(workspaceId, "workspaceId");
        this.key = new SecretKeySpec(secretBytes(secret), ALGORITHM);
        this.header = encode(Map.of("alg", "HS256", "typ", "nd-customer+jwt", "kid", secretId));
        this.clock = clock;
    }

    /**
     * A signer for one workspace.
     *
     * @param workspaceId identifier of the workspace
     * @param secretId identifier of the identity secret
     * @param secret the identity secret, as it was shown when it was made ({@code nds_…})
     * @throws IllegalArgumentException when the secret does not have that form; the message does not show it
     */
    public static CustomerTokenSigner of(String workspaceId, String secretId, String secret) {
        return of(workspaceId, secretId, secret, InstantSource.system());
    }

    /** As {@link #of(String, String, String)}, with another clock. */
    public static CustomerTokenSigner of(String workspaceId, String secretId, String secret, InstantSource clock) {
        return new CustomerTokenSigner(workspaceId, secretId, secret, clock);
    }

    /**
     * A token for the customer with this {@code external_id}, for one hour.
     *
     * @return a JWT, to be given to {@link NightdeskBuilder#customerToken} or sent as {@code Authorization: Bearer …}
     */
    public String sign(String externalId) {
        return sign(CustomerClaims.of(externalId));
    }

    /** A token that says this. */
    public String sign(CustomerClaims claims) {
        Instant now = clock.instant();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("iss", workspaceId);
        body.put("aud", "nightdesk");
        body.put("sub", claims.externalId());
        body.put("iat", now.getEpochSecond());
        body.put("exp", now.plus(claims.lifetime()).getEpochSecond());
        body.put("name", claims.name());
        body.put("email", claims.email());
        body.put("locale", claims.locale());
        body.values().removeIf(Objects::isNull);
        String signed = header + "." + encode(body);
        return signed + "." + BASE64.encodeToString(signature(signed));
    }

    private byte[] signature(String signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static String encode(Map<String, ?> json) {
        return BASE64.encodeToString(Json.bytes(json));
    }

    private static byte[] secretBytes(String secret) {
        byte[] bytes = {};
        if (secret.startsWith(SECRET_PREFIX)) {
            try {
                bytes = Base64.getUrlDecoder().decode(secret.substring(SECRET_PREFIX.length()));
            } catch (IllegalArgumentException e) {
                // Its message shows a character of the secret.
                bytes = new byte[0];
            }
        }
        if (bytes.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("An identity secret is nds_ and 32 bytes in base64url");
        }
        return bytes;
    }
}
