package dev.nightdesk.api.apikey;

import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The wire shape of API keys. */
final class ApiKeyJson {
    private static final int MOST_SCOPES = 32;
    private static final int LONGEST_SCOPE = 40;
    private static final Pattern SCOPE = Pattern.compile("[a-z]+(:[a-z]+)?");

    private ApiKeyJson() {
    }

    /** What is sent; the secret is added where a key is made. */
    public record View(String id, String object, String name, List<String> scopes, String prefix, Instant expiresAt,
            Instant lastUsedAt, Instant revokedAt, Map<String, String> metadata, long version, Instant createdAt,
            Instant updatedAt) {
    }

    static RawJson view(ApiKey key) {
        return RawJson.of(Json.write(new View(key.id(), "api_key", key.name(),
                key.scopes().stream().sorted().map(Scope::wireName).toList(), key.prefix(), key.expiresAt(),
                key.lastUsedAt(), key.revokedAt(), key.metadata(), key.version(), key.createdAt(),
                key.updatedAt())));
    }

    static ApiKeyFields create(Fields body) {
        body.readOnly("id", "object", "prefix", "secret", "last_used_at", "revoked_at", "version", "created_at",
                "updated_at");
        ApiKeyFields fields = new ApiKeyFields(body.requiredText("name", 120), scopes(body),
                body.instant("expires_at"), body.metadata("metadata"));
        body.check();
        return fields;
    }

    private static Set<Scope> scopes(Fields body) {
        body.require("scopes");
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        List<String> names = body.texts("scopes", MOST_SCOPES, LONGEST_SCOPE, SCOPE, "a scope");
        if (names == null) {
            return scopes;
        }
        if (names.isEmpty()) {
            body.fault("scopes", "too_few", "must hold at least one scope");
        }
        for (String name : names) {
            Scope.of(name).filter(Scope.GRANTABLE::contains).ifPresentOrElse(scopes::add, () -> body.fault("scopes",
                    "enum", "holds " + name + ", which is no scope of a key"));
        }
        return scopes;
    }
}
