package dev.nightdesk.api.access;

import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** For a fuzzer: no text is a token but one that the key has signed, and none breaks anything. */
public final class TokenFuzz {
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final SecretKeySpec SECRET =
            new SecretKeySpec("a secret of at least 32 characters".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    private static final TokenKey KEY = new TokenKey(SECRET, Jwts.SIG.HS256);

    private TokenFuzz() {
    }

    /** What a fuzzer begins with: tokens, and header and payload of one that is to be signed. */
    public static List<String> seeds() {
        String header = "{\"alg\":\"HS256\",\"typ\":\"nd-customer+jwt\",\"kid\":\"ids_01KJPX6P1RYV5AVVZFF84C0CMM\"}";
        String claims = "{\"iss\":\"wsp_01KJPX6P1RYV5AVVZFF84C0CMM\",\"aud\":[\"nightdesk\"],\"sub\":\"u\",\"iat\":1795402800,"
                + "\"exp\":1795403800,\"nbf\":1.7954028e9,\"name\":\"Ada\",\"email\":\"a@example.com\",\"locale\":\"de\"}";
        return List.of(header + "\n" + claims, signed(header, claims), encoded(header) + "." + encoded(claims) + ".",
                header.replace("HS256", "none") + "\n" + claims);
    }

    /** One try: as it is, which is nobody's token, and its two lines under the right signature. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int line = text.indexOf('\n');
        if (line < 0) {
            read(text);
        } else {
            read(signed(text.substring(0, line), text.substring(line + 1)));
        }
    }

    private static void read(String token) {
        Optional<TokenText> parsed = TokenText.parse(token);
        Optional<TokenClaims> claims = parsed.flatMap(text -> TokenClaims.read(text.claims()))
                .filter(read -> read.holdAt(NOW, Duration.ofHours(24)));
        claims.map(CustomerClaims::of).filter(person -> person.externalId().isEmpty()).ifPresent(nobody -> {
            throw new AssertionError("this is nobody's: " + token);
        });
        parsed.filter(text -> KEY.signed(text, NOW)).ifPresent(text -> requireSignature(token));
    }

    private static void requireSignature(String token) {
        int end = token.lastIndexOf('.');
        if (!token.substring(end + 1).equals(signature(token.substring(0, end)))) {
            throw new AssertionError("nobody has signed this: " + token);
        }
    }

    private static String signed(String header, String claims) {
        String content = encoded(header) + "." + encoded(claims);
        return content + "." + signature(content);
    }

    private static String signature(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(SECRET);
            return base64(mac.doFinal(content.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return base64(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
