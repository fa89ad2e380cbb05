package dev.nightdesk.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.jsonwebtoken.security.SignatureException;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tokens made here are read by a library that shares no code with us. */
class CustomerTokenSignerTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final String SECRET = "nds_" + Base64.getUrlEncoder().withoutPadding().encodeToString(KEY);
    private static final CustomerTokenSigner SIGNER =
            CustomerTokenSigner.of("wsp_1", "ids_1", SECRET, new ManualTime());

    private static Jws<Claims> verified(String token, byte[] key) {
        return Jwts.parser().verifyWith(Keys.hmacShaKeyFor(key))
                .clock(() -> Date.from(ManualTime.START)).build().parseSignedClaims(token);
    }

    @Test
    void aTokenSaysWhoAndHowLong() {
        Jws<Claims> token = verified(SIGNER.sign("user 17"), KEY);

        assertEquals("HS256", token.getHeader().getAlgorithm());
        assertEquals("nd-customer+jwt", token.getHeader().getType());
        assertEquals("ids_1", token.getHeader().getKeyId());
        assertEquals("wsp_1", token.getPayload().getIssuer());
        assertEquals(Set.of("nightdesk"), token.getPayload().getAudience());
        assertEquals("user 17", token.getPayload().getSubject());
        assertEquals(Date.from(ManualTime.START), token.getPayload().getIssuedAt());
        assertEquals(Date.from(ManualTime.START.plus(Duration.ofHours(1))), token.getPayload().getExpiration());
        assertNull(token.getPayload().get("name"));
        assertFalse(token.getPayload().containsKey("email"));
    }

    @Test
    void aTokenMayDescribeANewCustomer() {
        Claims claims = verified(SIGNER.sign(CustomerClaims.of("u-1").withName("Ada Lövelace").withEmail("ada@example.com")
                .withLocale("en-GB").withLifetime(Duration.ofHours(24))), KEY).getPayload();

        assertEquals("Ada Lövelace", claims.get("name"));
        assertEquals("ada@example.com", claims.get("email"));
        assertEquals("en-GB", claims.get("locale"));
        assertEquals(Date.from(ManualTime.START.plus(Duration.ofHours(24))), claims.getExpiration());
    }

    @Test
    void anotherKeyDoesNotVerifyIt() {
        byte[] other = KEY.clone();
        other[0]++;

        assertThrows(SignatureException.class, () -> verified(SIGNER.sign("u-1"), other));
    }

    @Test
    void aLifetimeOverADayIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CustomerClaims.of("u").withLifetime(Duration.ofHours(25)));
        assertThrows(IllegalArgumentException.class, () -> CustomerClaims.of("u").withLifetime(Duration.ZERO));
    }

    @Test
    void aSecretOfAnotherFormIsRefusedAndNotShown() {
        for (String wrong : new String[] {"nds_short", "whsec_" + SECRET, "nds_!!!!" + SECRET}) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                    () -> CustomerTokenSigner.of("wsp_1", "ids_1", wrong));
            assertFalse(refusal.getMessage().contains(wrong.substring(4)));
        }
    }
}
