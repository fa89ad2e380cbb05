package dev.nightdesk.api.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a delivery is tried.
 *
 * @param delays the wait before each attempt, the first one's included; as many attempts as entries
 * @param jitter the share by which a delay is spread both ways, from 0 up to but not including 1
 * @param longestRetryAfter caps what a receiver may ask for, so that it cannot park a delivery for ever
 */
public record RetrySchedule(List<Duration> delays, double jitter, Duration longestRetryAfter) {

    /** 0, 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, each ±20 %. */
    public static final RetrySchedule STANDARD = new RetrySchedule(
            List.of(
                    Duration.ZERO,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14),
                    Duration.ofHours(20),
                    Duration.ofHours(24)),
            0.2,
            Duration.ofHours(24));

    public RetrySchedule {
        delays = List.copyOf(delays);
        if (delays.isEmpty() || delays.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("a retry schedule has at least one delay and no negative one");
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("jitter is at least 0 and less than 1, not " + jitter);
        }
        if (longestRetryAfter.isNegative()) {
            throw new IllegalArgumentException("the longest Retry-After is not negative");
        }
    }

    /** When the first attempt is due. */
    public Instant firstAttempt(Instant now, RandomGenerator random) {
        return now.plus(spread(delays.getFirst(), random));
    }

    /**
     * When the next attempt is due after {@code failedAttempts} failures (1 or more), the last of them at {@code now};
     * empty when the schedule is used up.
     *
     * @param retryAfter the failed answer's {@code Retry-After} header; it can only postpone, and garbage is ignored
     */
    public Optional<Instant> nextAttempt(
            int failedAttempts, Instant now, Optional<String> retryAfter, RandomGenerator random) {
        if (failedAttempts < 1) {
            throw new IllegalArgumentException("no attempt has failed yet");
        }
        if (failedAttempts >= delays.size()) {
            return Optional.empty();
        }
        Duration planned = spread(delays.get(failedAttempts), random);
        Duration asked = retryAfter
                .flatMap(value -> RetryAfter.parse(value, now))
                .map(wait -> shorter(wait, longestRetryAfter))
                .orElse(Duration.ZERO);
        return Optional.of(now.plus(planned.compareTo(asked) >= 0 ? planned : asked));
    }

    private Duration spread(Duration delay, RandomGenerator random) {
        double factor = 1 + jitter * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(delay.toMillis() * factor));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
