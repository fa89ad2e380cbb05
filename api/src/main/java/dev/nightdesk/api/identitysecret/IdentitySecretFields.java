package dev.nightdesk.api.identitysecret;

import java.util.Map;

/** What users of the API say of an identity secret when they make one. */
public record IdentitySecretFields(String name, Map<String, String> metadata) {
}
