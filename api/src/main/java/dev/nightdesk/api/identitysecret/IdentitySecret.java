package dev.nightdesk.api.identitysecret;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import java.time.Instant;
import java.util.Map;

/**
 * A secret with which the embedding product signs customer tokens, always by HS256. Its id is the {@code kid} of the
 * tokens.
 *
 * @param sealed the secret's bytes under the installation's seal, bound to workspace and id
 * @param place which of the ten places of secrets that live at once it holds; null once it is revoked
 * @param lastUsedAt in real time, to within a minute; null for never
 * @param revokedAt null while it works
 */
@SuppressWarnings("ArrayRecordComponent") // compared by version, not by fields
public record IdentitySecret(String id, String workspaceId, String name, byte[] sealed, Integer place,
        Instant lastUsedAt, Instant revokedAt, Map<String, String> metadata, long version, Instant createdAt,
        Instant updatedAt) implements Aggregate {
    /** How many may live at once in one workspace. */
    public static final int MOST_LIVE = 10;

    /** A new secret. */
    public static IdentitySecret create(String id, String workspaceId, IdentitySecretFields fields, byte[] sealed,
            int place, Instant now) {
        return new IdentitySecret(id, workspaceId, fields.name(), sealed, place, null, null, fields.metadata(), 1,
                now, now);
    }

    /** Whether tokens that it signed are good. */
    public boolean works() {
        return revokedAt == null;
    }

    /** The secret, revoked; itself when it was before. */
    public IdentitySecret revoke(Instant now) {
        return revokedAt != null ? this
                : new IdentitySecret(id, workspaceId, name, sealed, null, lastUsedAt, now, metadata, version + 1,
                        createdAt, now);
    }
}
