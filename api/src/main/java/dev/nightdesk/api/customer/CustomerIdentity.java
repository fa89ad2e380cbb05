package dev.nightdesk.api.customer;

import java.time.Instant;

/**
 * An address by which a customer is known.
 *
 * @param reservedBy the customer whose document keeps the address from being taken: its owner, or after a merge the
 *     customer that brought it along
 * @param value in the one spelling of its kind
 * @param verified whether the embedding product has made sure that the customer owns it
 * @param primary whether it is the main one of its kind
 */
public record CustomerIdentity(String id, String reservedBy, IdentityKind kind, String value, boolean verified,
        boolean primary, long version, Instant createdAt, Instant updatedAt) {
    /** A new one. */
    static CustomerIdentity create(String id, String customerId, IdentityKind kind, String value, boolean verified,
            boolean primary, Instant now) {
        return new CustomerIdentity(id, customerId, kind, value, verified, primary, 1, now, now);
    }

    /** What makes it unique in a workspace, such as {@code email:ada@example.com}. */
    public String key() {
        return key(kind, value);
    }

    /** The key of an address. */
    static String key(IdentityKind kind, String value) {
        return kind.wireName() + ":" + value;
    }

    /** The same with the main place of its kind or without it. */
    CustomerIdentity primary(boolean wanted, Instant now) {
        return wanted == primary ? this : changed(wanted, now);
    }

    /** The same in other hands. */
    CustomerIdentity moved(boolean wanted, Instant now) {
        return changed(wanted, now);
    }

    private CustomerIdentity changed(boolean wanted, Instant now) {
        return new CustomerIdentity(id, reservedBy, kind, value, verified, wanted, version + 1, createdAt, now);
    }
}
