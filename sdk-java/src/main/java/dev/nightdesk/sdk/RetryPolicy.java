package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.IdempotencyInProgressException;
import dev.nightdesk.sdk.error.NightdeskConnectionException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NightdeskProblemException;
import dev.nightdesk.sdk.error.NightdeskTimeoutException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a failed attempt is repeated, and when. Pure.
 *
 * @param initialBackoff upper bound of the first pause; it doubles with each attempt
 * @param maxBackoff where it stops doubling
 * @param maxRetryAfter a service that asks for a longer pause than this is not waited for
 */
record RetryPolicy(Duration initialBackoff, Duration maxBackoff, Duration maxRetryAfter) {

    static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofMillis(250), Duration.ofSeconds(8), Duration.ofSeconds(60));

    private static final Set<Integer> PASSING_STATUSES = Set.of(429, 502, 503, 504);
    // 2^20 times any backoff is past every cap, and cannot overflow.
    private static final int MOST_DOUBLINGS = 20;

    /**
     * The pause before the next attempt; empty when there should be none.
     *
     * @param attempt how many attempts were made, 1 or more
     * @param random 0 (inclusive) to 1 (exclusive): spreads clients that failed together
     */
    Optional<Duration> pause(int attempt, NightdeskException failure, Instant now, double random) {
        if (!mayPass(failure)) {
            return Optional.empty();
        }
        Optional<Duration> asked = failure instanceof NightdeskProblemException problem
                ? retryAfter(problem.headers(), now)
                : Optional.empty();
        if (asked.isEmpty()) {
            return Optional.of(scale(backoff(attempt), 0.5 + random / 2));
        }
        // Never earlier than asked, and a little later, so that not all come back at once.
        return asked.filter(pause -> pause.compareTo(maxRetryAfter) <= 0)
                .map(pause -> pause.plus(scale(initialBackoff, random)));
    }

    // Every request can be repeated: POST and PATCH have an idempotency key, the others are repeatable by nature.
    private static boolean mayPass(NightdeskException failure) {
        if (failure instanceof NightdeskProblemException problem) {
            return PASSING_STATUSES.contains(problem.status()) || problem instanceof IdempotencyInProgressException;
        }
        return failure instanceof NightdeskConnectionException || failure instanceof NightdeskTimeoutException;
    }

    private Duration backoff(int attempt) {
        Duration doubled = initialBackoff.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        return doubled.compareTo(maxBackoff) < 0 ? doubled : maxBackoff;
    }

    private static Duration scale(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }

    /** Seconds or an HTTP date; empty when absent or neither. */
    static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After").map(String::strip).flatMap(value -> parse(value, now));
    }

    private static Optional<Duration> parse(String value, Instant now) {
        try {
            if (value.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            Instant moment = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return Optional.of(moment.isAfter(now) ? Duration.between(now, moment) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
