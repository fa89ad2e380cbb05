package dev.nightdesk.api.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * What a stream was opened with.
 *
 * @param bearer the credential; kept for as long as the stream lasts, to ask again whether it still holds
 * @param expiresAt when it runs out by itself
 */
record Credential(String bearer, Optional<Instant> expiresAt) {
    /** Never the credential itself. */
    @Override
    public String toString() {
        return "credential until " + expiresAt.map(Instant::toString).orElse("revoked");
    }
}
