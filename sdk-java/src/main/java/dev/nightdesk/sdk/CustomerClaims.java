package dev.nightdesk.sdk;

import java.time.Duration;
import java.util.Objects;

/**
 * What a customer token says.
 *
 * @param externalId your own identifier of the customer, its {@code external_id}
 * @param name full name for a customer that is not known yet; null for none
 * @param email e-mail address for a customer that is not known yet; null for none
 * @param locale BCP 47 language tag for a customer that is not known yet; null for none
 * @param lifetime how long the token works, more than zero and at most 24 hours
 */
public record CustomerClaims(String externalId, String name, String email, String locale, Duration lifetime) {

    private static final Duration LONGEST = Duration.ofHours(24);

    /** Checks the lifetime. */
    public CustomerClaims {
        Objects.requireNonNull(externalId, "externalId");
        if (RequestOption.positive(lifetime).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A customer token lives at most 24 hours, not " + lifetime);
        }
    }

    /** For this customer, for one hour. */
    public static CustomerClaims of(String externalId) {
        return new CustomerClaims(externalId, null, null, null, Duration.ofHours(1));
    }

    /** The same with that name. */
    public CustomerClaims withName(String value) {
        return new CustomerClaims(externalId, value, email, locale, lifetime);
    }

    /** The same with that e-mail address. */
    public CustomerClaims withEmail(String value) {
        return new CustomerClaims(externalId, name, value, locale, lifetime);
    }

    /** The same with that language. */
    public CustomerClaims withLocale(String value) {
        return new CustomerClaims(externalId, name, email, value, lifetime);
    }

    /** The same with that lifetime. */
    public CustomerClaims withLifetime(Duration value) {
        return new CustomerClaims(externalId, name, email, locale, value);
    }
}
