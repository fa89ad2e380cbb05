package dev.nightdesk.api.platform.idempotency;

import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.Receipt;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.http.ProblemDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

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

    /** The event with the record as its receipt; empty when it does not tell what was answered to the letter. */
    public Optional<Event> toldBy(Event event) {
        boolean told = !answer.secret() && answer.contentType().equals(Answer.JSON) && event.draft().told()
                .filter(text -> Arrays.equals(text.getBytes(StandardCharsets.UTF_8), answer.body())).isPresent();
        return told ? Optional.of(event.with(new Receipt(request.id(), request.fingerprint(), answer.status(),
                answer.headers(), expiresAt))) : Optional.empty();
    }

    /** What an event and its receipt tell. Should the event have been erased, that is all that is answered. */
    public static Optional<IdempotencyRecord> of(Event event) {
        return Optional.ofNullable(event.receipt()).map(receipt -> new IdempotencyRecord(
                new IdempotentRequest(receipt.key(), event.workspaceId(), receipt.fingerprint()), null, null,
                event.draft().told().map(text -> new Answer(receipt.status(), receipt.headers(), Answer.JSON,
                        text.getBytes(StandardCharsets.UTF_8)))
                        .orElseGet(() -> ProblemDocument.answer(erased(), event.requestId())),
                receipt.expiresAt()));
    }

    private static Problem erased() {
        return Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED,
                "This idempotency key was used before, and what was answered has been erased; nothing was done.");
    }
}
