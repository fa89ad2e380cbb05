package dev.nightdesk.api.webhook;

import java.time.Instant;

/**
 * A signing secret at rest.
 *
 * @param sealed its text form under the installation's seal, bound to workspace and endpoint
 * @param until when it stops signing; null for the current one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SealedSecret(byte[] sealed, Instant until) {
}
