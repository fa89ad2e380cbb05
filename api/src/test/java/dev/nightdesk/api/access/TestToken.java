package dev.nightdesk.api.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightdesk.api.access.AccessNode.IssuedSecret;
import dev.nightdesk.api.access.AccessNode.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token put together by hand, so that it can be wrong in any way. Without changes it is a good customer token. */
public final class TestToken {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> header;
    private final Map<String, Object> claims;

    private TestToken(Map<String, Object> header, Map<String, Object> claims) {
        this.header = header;
        this.claims = claims;
    }

    public static TestToken customer(Tenant tenant, IssuedSecret secret) {
        return customer(tenant.id(), secret.id(), tenant.node().clock().instant());
    }

    public static TestToken customer(String workspaceId, String secretId, Instant now) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "HS256");
        header.put("typ", "nd-customer+jwt");
        header.put("kid", secretId);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", workspaceId);
        claims.put("aud", "nightdesk");
        claims.put("sub", "user-1");
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + 3_600);
        return new TestToken(header, claims);
    }

    /** An existing token, to be changed. */
    static TestToken of(String token) {
        String[] parts = token.split("\\.");
        return new TestToken(read(parts[0]), read(parts[1]));
    }

    /** The same with a header member; null takes it out. */
    TestToken header(String name, Object value) {
        return new TestToken(with(header, name, value), claims);
    }

    /** The same with a claim; null takes it out. */
    public TestToken claim(String name, Object value) {
        return new TestToken(header, with(claims, name, value));
    }

    String headerJson() {
        return json(header);
    }

    String claimsJson() {
        return json(claims);
    }

    /** Signed with the secret, by HMAC-SHA-256, whatever the header says. */
    public String signed(IssuedSecret secret) {
        return signed(key(secret));
    }

    String signed(byte[] key) {
        return signed(key, "HmacSHA256");
    }

    String signed(byte[] key, String algorithm) {
        return sign(headerJson(), claimsJson(), key, algorithm);
    }

    /** Signed by an asymmetric key; ECDSA in the form of JWS, both numbers one after the other. */
    String signed(PrivateKey key, String algorithm) {
        String content = content();
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.UTF_8));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** With this signature. */
    String signature(byte[] signature) {
        return content() + "." + base64(signature);
    }

    /** Texts that need not be JSON, signed with the secret. */
    static String raw(String header, String claims, IssuedSecret secret) {
        return sign(header, claims, key(secret), "HmacSHA256");
    }

    static byte[] key(IssuedSecret secret) {
        return key(secret.text());
    }

    static byte[] key(String secretText) {
        return Base64.getUrlDecoder().decode(secretText.substring("nds_".length()));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String content() {
        return base64(headerJson().getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claimsJson().getBytes(StandardCharsets.UTF_8));
    }

    private static String sign(String header, String claims, byte[] key, String algorithm) {
        String content = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        if (value == null) {
            copy.remove(name);
        } else {
            copy.put(name, value);
        }
        return copy;
    }

    private static String json(Map<String, Object> map) {
        try {
            return JSON.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(String part) {
        try {
            return JSON.readValue(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8), Map.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
