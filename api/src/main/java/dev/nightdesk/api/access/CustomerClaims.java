package dev.nightdesk.api.access;

import dev.nightdesk.api.platform.json.Formats;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a customer token says of its customer. The last three are null where the token is silent.
 *
 * @param externalId the product's own id, 1 to 255 characters
 * @param name 1 to 200 characters
 * @param email as the token has it, at most 254 characters
 * @param locale a BCP 47 tag
 */
public record CustomerClaims(String externalId, String name, String email, String locale) {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_LOCALE = 35;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    /** The customer's claims; empty when one of them is not what a customer may have. */
    static Optional<CustomerClaims> read(Map<String, Object> claims) {
        boolean good = fits(claims, "name", name -> !name.isEmpty() && name.length() <= LONGEST_NAME)
                && fits(claims, "email", email -> email.length() <= LONGEST_EMAIL && EMAIL.matcher(email).matches())
                && fits(claims, "locale",
                        locale -> locale.length() <= LONGEST_LOCALE && Formats.language(locale).isPresent());
        return good ? Optional.of(new CustomerClaims((String) claims.get("sub"), (String) claims.get("name"),
                (String) claims.get("email"), (String) claims.get("locale"))) : Optional.empty();
    }

    private static boolean fits(Map<String, Object> claims, String name, Predicate<String> form) {
        return switch (claims.get(name)) {
            case null -> true;
            case String text -> form.test(text);
            default -> false;
        };
    }
}
