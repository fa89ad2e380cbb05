package dev.nightdesk.api.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.nightdesk.api.apikey.ApiKey;
import dev.nightdesk.api.apikey.ApiKeySecret;
import dev.nightdesk.api.apikey.ApiKeyStore;
import dev.nightdesk.api.platform.auth.Authenticator;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.workspace.Workspace;
import dev.nightdesk.api.workspace.WorkspaceService;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Tells which kind of credential was shown and whose it is. Nothing it answers tells why one was refused. */
public final class Credentials implements Authenticator {
    /** A revoked key may work for so long on nodes that did not revoke it. */
    private static final Duration STALE_AT_MOST = Duration.ofSeconds(3);
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private final byte[] platformKey;
    private final ApiKeyStore keys;
    private final ApiKeySecret.Pepper pepper;
    private final WorkspaceService workspaces;
    private final InstantSource clock;
    private final LoadingCache<String, Optional<ApiKey>> cache;

    /** Credentials of this installation. */
    public Credentials(String platformKey, ApiKeyStore keys, ApiKeySecret.Pepper pepper, WorkspaceService workspaces,
            InstantSource clock) {
        this.platformKey = platformKey.getBytes(StandardCharsets.UTF_8);
        this.keys = keys;
        this.pepper = pepper;
        this.workspaces = workspaces;
        this.clock = clock;
        this.cache = Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(STALE_AT_MOST)
                .build(keys::findByPrefix);
    }

    @Override
    public Principal authenticate(String bearer) {
        if (ApiKeySecret.looksLikeOne(bearer)) {
            return ApiKeySecret.parse(bearer).flatMap(this::apiKey).orElseThrow(Credentials::invalid);
        }
        if (MessageDigest.isEqual(bearer.getBytes(StandardCharsets.UTF_8), platformKey)) {
            return Principal.PLATFORM;
        }
        throw invalid();
    }

    private Optional<Principal> apiKey(ApiKeySecret shown) {
        Instant now = clock.instant();
        Optional<ApiKey> key = cache.get(shown.prefix())
                .filter(found -> pepper.matches(shown, found.hash()) && found.works(now));
        Optional<Workspace> workspace = key.flatMap(found -> workspaces.lookUp(found.workspaceId()));
        if (workspace.isEmpty()) {
            return Optional.empty();
        }
        noteUse(key.get(), now);
        return Optional.of(new Principal(CallerKind.API_KEY, key.get().id(), workspace.get().id(), key.get().scopes(),
                workspace.get().testClockId()));
    }

    private void noteUse(ApiKey key, Instant now) {
        if (key.lastUsedAt() == null || key.lastUsedAt().plus(USE_NOTED_EVERY).isBefore(now)) {
            keys.used(key, now);
            cache.invalidate(key.prefix());
        }
    }

    private static Problem invalid() {
        return Problem.of(ProblemCode.INVALID_CREDENTIAL, "The credential is not valid.");
    }
}
