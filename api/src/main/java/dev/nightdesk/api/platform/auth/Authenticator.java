package dev.nightdesk.api.platform.auth;

import dev.nightdesk.api.platform.http.Problem;
import java.time.Instant;
import java.util.Optional;

/** Turns the value of {@code Authorization} into who calls. */
public interface Authenticator {
    /**
     * The caller.
     *
     * @param bearer the credential after {@code Bearer }
     * @throws Problem 401 {@code invalid_credential} for whatever does not hold, without telling which part
     */
    Principal authenticate(String bearer);

    /**
     * When a credential that has held just now runs out by itself, in real time; empty for one that does not. Whether
     * it was revoked before that is told by {@link #authenticate} alone.
     */
    Optional<Instant> expiry(String bearer);
}
