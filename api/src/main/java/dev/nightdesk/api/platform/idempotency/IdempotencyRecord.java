package dev.nightdesk.api.platform.idempotency;

import dev.nightdesk.api.platform.http.Answer;
import java.time.Instant;

/**
 * What is remembered of a request with an idempotency key.
 *
 * @param request whose request
 * @param resourceId the id that was set aside for what the request makes; null where none was
 * @param leaseUntil until when the first execution may still be running; null once finished
 * @param answer the answer to repeat; null while running
 * @param expiresAt when the key may be used afresh
 */
public record IdempotencyRecord(IdempotentRequest request, String resourceId, Instant leaseUntil, Answer answer,
        Instant expiresAt) {
    /** Whether the answer is known. */
    public boolean finished() {
        return answer != null;
    }
}
