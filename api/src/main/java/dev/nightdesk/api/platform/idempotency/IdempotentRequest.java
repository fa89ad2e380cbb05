package dev.nightdesk.api.platform.idempotency;

import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that came with an idempotency key.
 *
 * @param id workspace, and a digest of principal and key: the name of its record
 * @param workspaceId the caller's workspace
 * @param fingerprint digest of method, path, query and canonical body: what makes it the same request
 */
public record IdempotentRequest(String id, String workspaceId, String fingerprint) {
    private static final int LONGEST_KEY = 255;

    /**
     * The key of a request, bare or in quotes.
     *
     * @throws Problem when there are several, or one is empty, too long or not of visible ASCII characters
     */
    public static Optional<String> key(List<String> headers) {
        if (headers.isEmpty()) {
            return Optional.empty();
        }
        String key = headers.getFirst();
        boolean quoted = key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"");
        String bare = quoted ? key.substring(1, key.length() - 1) : key;
        if (headers.size() > 1 || bare.isEmpty() || bare.length() > LONGEST_KEY
                || !bare.chars().allMatch(c -> c >= 0x21 && c <= 0x7E)) {
            throw Problem.of(ProblemCode.INVALID_IDEMPOTENCY_KEY,
                    "Idempotency-Key must be one header of 1 to 255 visible ASCII characters.");
        }
        return Optional.of(bare);
    }

    /** The request of this caller with this key. */
    public static IdempotentRequest of(Principal principal, String key, String method, String path, String query,
            Map<String, Object> body) {
        MessageDigest digest = sha256();
        digest.update((principal.kind() + " " + principal.id() + " " + key).getBytes(StandardCharsets.UTF_8));
        String id = principal.workspaceId() + ":" + encode(digest.digest());
        digest.update((method + " " + path + "?" + query + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(CanonicalJson.of(body).getBytes(StandardCharsets.UTF_8));
        return new IdempotentRequest(id, principal.workspaceId(), encode(digest.digest()));
    }

    /** The same request as the maker of something on the side, told apart by a word. */
    public IdempotentRequest side(String word) {
        return new IdempotentRequest(id + ":" + word, workspaceId, fingerprint);
    }

    /** The same request with a content that is not in its body: a part of what makes it the same. */
    public IdempotentRequest sending(String content) {
        MessageDigest digest = sha256();
        digest.update((fingerprint + "\n" + content).getBytes(StandardCharsets.UTF_8));
        return new IdempotentRequest(id, workspaceId, encode(digest.digest()));
    }

    /** The refusal of another request under the same key. */
    public void checkSame(IdempotentRequest recorded) {
        if (!fingerprint.equals(recorded.fingerprint)) {
            throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This idempotency key was used before for another request; nothing was done.");
        }
    }

    private static String encode(byte[] digest) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
