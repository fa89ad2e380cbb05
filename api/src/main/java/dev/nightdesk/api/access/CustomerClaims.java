package dev.nightdesk.api.access;

import java.util.Map;

/**
 * What a customer token says of its customer. The last three are as the token has them, null where it has no text for
 * them; whoever keeps them passes over what has not the form of its field, since a mistyped name is no reason to leave
 * a customer without help.
 *
 * @param externalId the product's own id, 1 to 255 characters
 * @param name for people
 * @param email an address that the product knows of
 * @param locale a BCP 47 tag
 */
public record CustomerClaims(String externalId, String name, String email, String locale) {
    static CustomerClaims of(TokenClaims claims) {
        return new CustomerClaims(claims.subject(), text(claims.all(), "name"), text(claims.all(), "email"),
                text(claims.all(), "locale"));
    }

    private static String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text ? text : null;
    }
}
