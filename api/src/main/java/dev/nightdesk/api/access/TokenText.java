package dev.nightdesk.api.access;

import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.json.JsonLimits;
import dev.nightdesk.api.platform.json.JsonTree;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON Web Token taken apart, believed in nothing. It is read more strictly than libraries do, so that no two
 * readers can see different things in it: bounded length, canonical base64url, no key twice, no NUL.
 *
 * @param text the token
 * @param header the values of its header
 * @param claims the values of its payload
 */
record TokenText(String text, Map<String, Object> header, Map<String, Object> claims) {
    private static final int LONGEST = 8_192;
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");
    private static final JsonLimits LIMITS = new JsonLimits(4, 100, 2_048, 20);
    /** Members that would have us fetch or take a key, or read the token in another way; we know no extension. */
    private static final Set<String> REFUSED = Set.of("jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "crit", "b64",
            "zip", "enc");

    /** The token's parts; empty when it is not one that we would look into. */
    static Optional<TokenText> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            decode(matcher.group(3));
            TokenText token = new TokenText(text, JsonTree.object(decode(matcher.group(1)), LIMITS),
                    JsonTree.object(decode(matcher.group(2)), LIMITS));
            return token.wellHeaded() ? Optional.of(token) : Optional.empty();
        } catch (IllegalArgumentException | Problem e) {
            return Optional.empty();
        }
    }

    String type() {
        return (String) header.get("typ");
    }

    String keyId() {
        return (String) header.get("kid");
    }

    String algorithm() {
        return (String) header.get("alg");
    }

    private boolean wellHeaded() {
        return header.get("typ") instanceof String && header.get("kid") instanceof String
                && header.get("alg") instanceof String && header.keySet().stream().noneMatch(REFUSED::contains);
    }

    /** Re-encoding must give the same text, or the unused bits of the last character could be changed at will. */
    private static byte[] decode(String part) {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
            throw new IllegalArgumentException("not canonical base64url");
        }
        return bytes;
    }
}
