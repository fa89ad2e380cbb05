package dev.nightdesk.api.platform.event;

import java.time.Instant;
import java.util.Map;

/**
 * Kept with an event that tells all that was answered to the request which made it: what else the answer said. So the
 * body is stored once, and a retry is told nothing that has since been erased from the log.
 *
 * @param key the name of the request's idempotency record
 * @param fingerprint what makes it the same request
 * @param status of the answer
 * @param headers of the answer
 * @param expiresAt when the key may be used afresh, in real time
 */
public record Receipt(String key, String fingerprint, int status, Map<String, String> headers, Instant expiresAt) {
}
