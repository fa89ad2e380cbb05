package dev.nightdesk.api.access;

import dev.nightdesk.api.agenttoken.AgentsByToken;
import dev.nightdesk.api.agenttoken.SigningKeys;
import dev.nightdesk.api.apikey.ApiKey;
import dev.nightdesk.api.apikey.ApiKeySecret;
import dev.nightdesk.api.apikey.ApiKeyService;
import dev.nightdesk.api.identitysecret.IdentitySecretService;
import dev.nightdesk.api.platform.auth.Authenticator;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.workspace.WorkspaceService;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Tells which kind of credential was shown and whose it is. Nothing it answers tells why one was refused. */
public final class Credentials implements Authenticator {
    private final byte[] platformKey;
    private final ApiKeyService apiKeys;
    private final WorkspaceService workspaces;
    private final Tokens tokens;

    /** Credentials of this installation. */
    public Credentials(String platformKey, ApiKeyService apiKeys, WorkspaceService workspaces,
            IdentitySecretService secrets, CustomersByToken customers, SigningKeys signingKeys, AgentsByToken agents,
            InstantSource clock) {
        this.platformKey = platformKey.getBytes(StandardCharsets.UTF_8);
        this.apiKeys = apiKeys;
        this.workspaces = workspaces;
        this.tokens = new Tokens(List.of(new CustomerTokens(secrets, customers, clock),
                new AgentTokens(signingKeys, agents, clock)), workspaces, clock);
    }

    @Override
    public Principal authenticate(String bearer) {
        if (ApiKeySecret.looksLikeOne(bearer)) {
            return ApiKeySecret.parse(bearer).flatMap(this::apiKey).orElseThrow(Credentials::invalid);
        }
        if (MessageDigest.isEqual(bearer.getBytes(StandardCharsets.UTF_8), platformKey)) {
            return Principal.PLATFORM;
        }
        return tokens.principal(bearer).orElseThrow(Credentials::invalid);
    }

    @Override
    public Optional<Instant> expiry(String bearer) {
        if (ApiKeySecret.looksLikeOne(bearer)) {
            return ApiKeySecret.parse(bearer).flatMap(apiKeys::use).map(ApiKey::expiresAt);
        }
        return TokenText.parse(bearer).flatMap(token -> TokenClaims.read(token.claims())).map(TokenClaims::expiresAt);
    }

    private Optional<Principal> apiKey(ApiKeySecret shown) {
        return apiKeys.use(shown).flatMap(key -> workspaces.lookUp(key.workspaceId()).map(
                workspace -> new Principal(CallerKind.API_KEY, key.id(), workspace.id(), key.scopes(),
                        workspace.testClockId())));
    }

    private static Problem invalid() {
        return Problem.of(ProblemCode.INVALID_CREDENTIAL, "The credential is not valid.");
    }
}
