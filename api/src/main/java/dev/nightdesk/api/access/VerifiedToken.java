package dev.nightdesk.api.access;

/** A token whose signature and claims have held. */
record VerifiedToken(TokenAuthority authority, String keyId, TokenClaims claims) {
}
