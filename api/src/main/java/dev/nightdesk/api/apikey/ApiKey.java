package dev.nightdesk.api.apikey;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.auth.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A key of a back end. Of the secret only a peppered hash is kept.
 *
 * @param prefix the public part
 * @param hash HMAC-SHA-256 of the whole key
 * @param expiresAt in real time, whatever clock the workspace lives by; null for never
 * @param lastUsedAt to within a minute; null for never
 * @param revokedAt null while it works
 */
@SuppressWarnings("ArrayRecordComponent") // compared by version, not by fields
public record ApiKey(String id, String workspaceId, String name, Set<Scope> scopes, String prefix, byte[] hash,
        Instant expiresAt, Instant lastUsedAt, Instant revokedAt, Map<String, String> metadata, long version,
        Instant createdAt, Instant updatedAt) implements Aggregate {
    /** A new key, of whose text only the public part and the hash are kept. */
    public static ApiKey create(String id, String workspaceId, ApiKeyFields fields, String prefix, byte[] hash,
            Instant now) {
        return new ApiKey(id, workspaceId, fields.name(), fields.scopes(), prefix, hash, fields.expiresAt(), null,
                null, fields.metadata(), 1, now, now);
    }

    /** Whether it opens anything at the instant. */
    public boolean works(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    /** The key, revoked; itself when it was before. */
    public ApiKey revoke(Instant now) {
        return revokedAt != null ? this
                : new ApiKey(id, workspaceId, name, scopes, prefix, hash, expiresAt, lastUsedAt, now, metadata,
                        version + 1, createdAt, now);
    }
}
