package dev.nightdesk.api.access;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import java.security.Key;
import java.time.Instant;
import java.util.Date;

/**
 * A key that checks tokens, with the one algorithm that its record names; what a token says of algorithms is only ever
 * compared with it.
 */
record TokenKey(Key key, SecureDigestAlgorithm<?, ?> algorithm) {
    /** Whether the key has signed the token. */
    boolean signed(TokenText token, Instant now) {
        if (!algorithm.getId().equals(token.algorithm())) {
            return false;
        }
        try {
            Jwts.parser().keyLocator(header -> key).sig().clear().add(algorithm).and()
                    .clock(() -> Date.from(now)).clockSkewSeconds(TokenClaims.LEEWAY.toSeconds())
                    .build().parseSignedClaims(token.text());
            return true;
        } catch (JwtException | IllegalArgumentException e) {
            return false;
        }
    }
}
