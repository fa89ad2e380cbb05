package dev.nightdesk.api.platform.auth;

import dev.nightdesk.api.platform.http.Problem;

/** Turns the value of {@code Authorization} into who calls. */
@FunctionalInterface
public interface Authenticator {
    /**
     * The caller.
     *
     * @param bearer the credential after {@code Bearer }
     * @throws Problem 401 {@code invalid_credential} for whatever does not hold, without telling which part
     */
    Principal authenticate(String bearer);
}
