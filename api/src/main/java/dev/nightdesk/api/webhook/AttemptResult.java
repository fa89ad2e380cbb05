package dev.nightdesk.api.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of one attempt.
 *
 * @param status the HTTP status, where an answer's head arrived
 * @param failure empty exactly when the attempt succeeded: 2xx, and the answer whole up to its first KiB
 * @param retryAfter the answer's {@code Retry-After} header as it came
 * @param excerpt the first KiB of the answer's body read as UTF-8
 * @param latency from the start of the attempt to the end of what was read
 */
public record AttemptResult(
        Optional<Integer> status,
        Optional<FailureKind> failure,
        Optional<String> retryAfter,
        String excerpt,
        Duration latency) {

    /** An answer that arrived. */
    public static AttemptResult answered(int status, Optional<String> retryAfter, String excerpt, Duration latency) {
        return new AttemptResult(Optional.of(status), FailureKind.ofStatus(status), retryAfter, excerpt, latency);
    }

    /** An attempt that ended without an answer. */
    public static AttemptResult failed(FailureKind failure, Duration latency) {
        return new AttemptResult(Optional.empty(), Optional.of(failure), Optional.empty(), "", latency);
    }

    /** Whether no further attempt can come to anything. */
    boolean hopeless() {
        return gone() || failure.filter(kind -> kind == FailureKind.EVENT_EXPIRED).isPresent();
    }

    public boolean succeeded() {
        return failure.isEmpty();
    }

    /** Whether the receiver said 410: hear no more. */
    public boolean gone() {
        return status.filter(FailureKind::isGone).isPresent();
    }
}
