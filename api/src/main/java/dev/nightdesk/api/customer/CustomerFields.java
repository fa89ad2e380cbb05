package dev.nightdesk.api.customer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What users of the API set on a customer: the main addresses of three kinds, and the profile. Addresses are in the
 * one spelling of their kind, or null.
 */
public record CustomerFields(String externalId, String email, String phone, CustomerProfile profile) {
    /** Of a customer of whom nothing is known but perhaps an identifier of the product's own. */
    public static CustomerFields of(String externalId) {
        return new CustomerFields(externalId, null, null, CustomerProfile.EMPTY);
    }

    /** What stands, changed by what is said here. */
    CustomerFields over(CustomerFields present) {
        return new CustomerFields(CustomerProfile.first(externalId, present.externalId),
                CustomerProfile.first(email, present.email), CustomerProfile.first(phone, present.phone),
                profile.over(present.profile));
    }

    /** The same without addresses that the customer has already, so that a further one does not displace the main one. */
    CustomerFields withoutKnown(Identities identities) {
        return new CustomerFields(unknown(identities, IdentityKind.EXTERNAL, externalId),
                unknown(identities, IdentityKind.EMAIL, email), unknown(identities, IdentityKind.PHONE, phone),
                profile);
    }

    private static String unknown(Identities identities, IdentityKind kind, String value) {
        boolean known = value == null || identities.byKey(CustomerIdentity.key(kind, value)).isPresent();
        return known ? null : value;
    }

    /** The addresses that are set, in the order in which they identify somebody. */
    Map<IdentityKind, String> addresses() {
        Map<IdentityKind, String> addresses = new LinkedHashMap<>();
        put(addresses, IdentityKind.EXTERNAL, externalId);
        put(addresses, IdentityKind.EMAIL, email);
        put(addresses, IdentityKind.PHONE, phone);
        return addresses;
    }

    private static void put(Map<IdentityKind, String> addresses, IdentityKind kind, String value) {
        if (value != null) {
            addresses.put(kind, value);
        }
    }
}
