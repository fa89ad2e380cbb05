package dev.nightdesk.api.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads published keys as a stranger would, from their coordinates. */
final class PublishedKey {
    private PublishedKey() {
    }

    static Map<String, String> first(String keySet) {
        try {
            JsonNode key = new ObjectMapper().readTree(keySet).get("keys").get(0);
            Map<String, String> members = new LinkedHashMap<>();
            key.properties().forEach(member -> members.put(member.getKey(), member.getValue().asText()));
            return members;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static PublicKey key(Map<String, String> jwk) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(
                new ECPoint(number(jwk.get("x")), number(jwk.get("y"))),
                curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(String base64url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64url));
    }
}
