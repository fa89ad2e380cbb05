package dev.nightdesk.api.apikey;

import dev.nightdesk.api.platform.auth.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What users of the API say of a key when they make one.
 *
 * @param expiresAt in real time; null for never
 */
public record ApiKeyFields(String name, Set<Scope> scopes, Instant expiresAt, Map<String, String> metadata) {
}
