package dev.nightdesk.api.access;

import dev.nightdesk.api.platform.auth.CredentialMemory;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.workspace.WorkspaceService;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Tells who calls by a JSON Web Token. */
final class Tokens {
    private final List<TokenAuthority> authorities;
    private final WorkspaceService workspaces;
    private final InstantSource clock;
    /** By digest, so that no token lies about in memory for longer than its request. */
    private final CredentialMemory<VerifiedToken> verified;

    Tokens(List<TokenAuthority> authorities, WorkspaceService workspaces, InstantSource clock) {
        this.authorities = authorities;
        this.workspaces = workspaces;
        this.clock = clock;
        this.verified = new CredentialMemory<>(clock);
    }

    /** The caller; empty when the token does not hold, for whatever reason. */
    Optional<Principal> principal(String bearer) {
        Instant now = clock.instant();
        return verified.recall(digest(bearer), () -> verify(bearer, now))
                .filter(token -> token.claims().holdAt(now, token.authority().longest()))
                .flatMap(this::principal);
    }

    private Optional<VerifiedToken> verify(String bearer, Instant now) {
        return TokenText.parse(bearer).flatMap(text -> authorities.stream()
                .filter(authority -> authority.type().equals(text.type())).findFirst()
                .flatMap(authority -> TokenClaims.read(text.claims())
                        .filter(claims -> claims.holdAt(now, authority.longest()))
                        .filter(claims -> authority.key(claims.workspaceId(), text.keyId())
                                .filter(key -> key.signed(text, now)).isPresent())
                        .map(claims -> new VerifiedToken(authority, text.keyId(), claims))));
    }

    /** The key is asked for again: revoking it ends the tokens that it signed, those just verified among them. */
    private Optional<Principal> principal(VerifiedToken token) {
        String workspaceId = token.claims().workspaceId();
        return token.authority().key(workspaceId, token.keyId()).flatMap(key -> workspaces.lookUp(workspaceId))
                .flatMap(workspace -> token.authority().principal(workspace, token));
    }

    private static String digest(String bearer) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bearer.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
