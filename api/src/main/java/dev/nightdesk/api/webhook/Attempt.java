package dev.nightdesk.api.webhook;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt as the log of its delivery keeps it.
 *
 * @param number 1 for the first of the delivery
 * @param startedAt its whole seconds were signed
 * @param latency from there to the end of what was read
 * @param status the answer's status; null when there was none
 * @param failure null when it succeeded
 * @param excerpt the first KiB of the answer
 */
public record Attempt(int number, Instant startedAt, Duration latency, Integer status, FailureKind failure,
        String excerpt) {
    /** The attempt that began at the instant and came to the result. */
    static Attempt of(int number, Instant startedAt, AttemptResult result) {
        return new Attempt(number, startedAt, result.latency(), result.status().orElse(null),
                result.failure().orElse(null), result.excerpt());
    }
}
