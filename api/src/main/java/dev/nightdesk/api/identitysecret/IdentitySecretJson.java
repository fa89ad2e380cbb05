package dev.nightdesk.api.identitysecret;

import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.util.Map;

/** The wire shape of identity secrets. */
final class IdentitySecretJson {
    private IdentitySecretJson() {
    }

    /** What is sent; the secret itself is added where one is made. */
    public record View(String id, String object, String name, Instant lastUsedAt, Instant revokedAt,
            Map<String, String> metadata, long version, Instant createdAt, Instant updatedAt) {
    }

    static RawJson view(IdentitySecret secret) {
        return RawJson.of(Json.write(new View(secret.id(), "identity_secret", secret.name(), secret.lastUsedAt(),
                secret.revokedAt(), secret.metadata(), secret.version(), secret.createdAt(), secret.updatedAt())));
    }

    static IdentitySecretFields create(Fields body) {
        body.readOnly("id", "object", "secret", "last_used_at", "revoked_at", "version", "created_at", "updated_at");
        IdentitySecretFields fields = new IdentitySecretFields(body.requiredText("name", 120),
                body.metadata("metadata"));
        body.check();
        return fields;
    }
}
