package dev.nightdesk.api.access;

import dev.nightdesk.api.agenttoken.AgentTokenService;
import dev.nightdesk.api.platform.id.ResourceType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims that every token has, and when they hold.
 *
 * @param workspaceId {@code iss}
 * @param subject {@code sub}
 * @param issuedAt {@code iat}
 * @param expiresAt {@code exp}
 * @param notBefore {@code nbf}, or {@code iat} where there is none
 * @param all everything that the payload says
 */
record TokenClaims(String workspaceId, String subject, Instant issuedAt, Instant expiresAt, Instant notBefore,
        Map<String, Object> all) {
    /** How far the clocks of product and service may be apart. */
    static final Duration LEEWAY = Duration.ofSeconds(60);
    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);
    private static final int LONGEST_SUBJECT = 255;
    private static final int MILLISECONDS = 3;

    /** The claims of a payload; empty when one is missing, of a wrong type, or not for us. */
    static Optional<TokenClaims> read(Map<String, Object> claims) {
        Optional<Instant> issuedAt = instant(claims.get("iat"));
        Optional<Instant> expiresAt = instant(claims.get("exp"));
        Optional<Instant> notBefore = claims.containsKey("nbf") ? instant(claims.get("nbf")) : issuedAt;
        boolean good = claims.get("iss") instanceof String issuer && ResourceType.WORKSPACE.matches(issuer)
                && claims.get("sub") instanceof String subject && !subject.isEmpty()
                && subject.length() <= LONGEST_SUBJECT && forUs(claims.get("aud"))
                && issuedAt.isPresent() && expiresAt.isPresent() && notBefore.isPresent();
        return good ? Optional.of(new TokenClaims((String) claims.get("iss"), (String) claims.get("sub"),
                issuedAt.get(), expiresAt.get(), notBefore.get(), claims)) : Optional.empty();
    }

    /** Whether the token is good at the instant and was never meant to live longer than allowed. */
    boolean holdAt(Instant now, Duration longest) {
        return !now.minus(LEEWAY).isAfter(expiresAt) && !now.plus(LEEWAY).isBefore(notBefore)
                && !now.plus(LEEWAY).isBefore(issuedAt) && expiresAt.isAfter(issuedAt)
                && Duration.between(issuedAt, expiresAt).compareTo(longest) <= 0;
    }

    private static boolean forUs(Object audience) {
        return AgentTokenService.AUDIENCE.equals(audience)
                || (audience instanceof List<?> list && list.contains(AgentTokenService.AUDIENCE));
    }

    private static Optional<Instant> instant(Object claim) {
        return claim instanceof BigDecimal seconds && seconds.signum() >= 0 && seconds.compareTo(LATEST) <= 0
                ? Optional.of(Instant.ofEpochMilli(seconds.movePointRight(MILLISECONDS).longValue()))
                : Optional.empty();
    }
}
