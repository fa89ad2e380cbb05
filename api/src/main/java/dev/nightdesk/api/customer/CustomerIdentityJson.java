package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.util.Optional;

/** The wire shape of identities. */
final class CustomerIdentityJson {
    private static final int LONGEST = 255;

    private CustomerIdentityJson() {
    }

    /** What is sent. */
    public record View(String id, String object, String customerId, String kind, String value, boolean verified,
            boolean primary, long version, Instant createdAt, Instant updatedAt) {
    }

    /** An address to add. */
    record Create(IdentityKind kind, String value, boolean verified, boolean primary) {
        String key() {
            return CustomerIdentity.key(kind, value);
        }
    }

    static RawJson view(String customerId, CustomerIdentity identity) {
        return RawJson.of(Json.write(new View(identity.id(), "customer_identity", customerId,
                identity.kind().wireName(), identity.value(), identity.verified(), identity.primary(),
                identity.version(), identity.createdAt(), identity.updatedAt())));
    }

    /** What the audit log may keep for years: not the address itself. */
    public record Anonymous(String kind, boolean verified, boolean primary) {
    }

    static RawJson anonymous(CustomerIdentity identity) {
        return RawJson.of(Json.write(new Anonymous(identity.kind().wireName(), identity.verified(),
                identity.primary())));
    }

    static Create create(Fields body) {
        body.readOnly("id", "object", "customer_id", "version", "created_at", "updated_at").require("kind")
                .require("value");
        IdentityKind kind = body.choice("kind", IdentityKind.class);
        IdentityKind form = kind == null ? IdentityKind.EXTERNAL : kind;
        String value = body.formatted("value", LONGEST, form.form(), form::normalized);
        Boolean verified = body.replaced("verified", body.flag("verified"), false);
        Boolean primary = body.replaced("primary", body.flag("primary"), false);
        body.check();
        return new Create(kind, value, verified, primary);
    }

    /** The key in an {@code identity} parameter such as {@code email:ada@example.com}; empty when it is none. */
    static Optional<String> key(String parameter) {
        int colon = parameter.indexOf(':');
        return colon < 0 ? Optional.empty() : IdentityKind.of(parameter.substring(0, colon))
                .flatMap(kind -> kind.normalized(parameter.substring(colon + 1))
                        .map(value -> CustomerIdentity.key(kind, value)));
    }
}
