package dev.nightdesk.api.platform.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nightdesk.api.platform.auth.Principal;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Token buckets, one for each credential and one for each workspace, each holding one second's worth of requests. */
final class RateLimits {
    private static final int MOST_BUCKETS = 100_000;

    private final int keyRate;
    private final int workspaceRate;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder().maximumSize(MOST_BUCKETS)
            .expireAfterAccess(Duration.ofMinutes(1)).executor(Runnable::run).build();

    RateLimits(Limits limits, InstantSource clock) {
        this.keyRate = limits.keyRate();
        this.workspaceRate = limits.workspaceRate();
        this.time = new ClockMeter(clock);
    }

    /** Takes one request from both buckets of the caller and tells how they stand. */
    Standing take(Principal principal) {
        Bucket key = bucket(principal.kind() + principal.workspaceId() + principal.id(), keyRate);
        ConsumptionProbe ofKey = key.tryConsumeAndReturnRemaining(1);
        if (!ofKey.isConsumed()) {
            return standing("key", keyRate, ofKey);
        }
        ConsumptionProbe ofWorkspace = bucket("w" + principal.workspaceId(), workspaceRate)
                .tryConsumeAndReturnRemaining(1);
        if (!ofWorkspace.isConsumed()) {
            key.addTokens(1);
            return standing("workspace", workspaceRate, ofWorkspace);
        }
        return standing("key", keyRate, ofKey);
    }

    private Bucket bucket(String name, int rate) {
        return buckets.get(name, ignored -> bucket(rate));
    }

    private Bucket bucket(int rate) {
        return Bucket.builder().withCustomTimePrecision(time)
                .addLimit(Bandwidth.builder().capacity(rate).refillGreedy(rate, Duration.ofSeconds(1)).build())
                .build();
    }

    private static Standing standing(String policy, int rate, ConsumptionProbe probe) {
        long wait = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill() + 999_999_999));
        return new Standing(probe.isConsumed(), "\"" + policy + "\";q=" + rate + ";w=1",
                "\"" + policy + "\";r=" + probe.getRemainingTokens() + ";t=1", wait);
    }

    /**
     * How a caller stands after a request.
     *
     * @param admitted whether the request may go on
     * @param policy the value of {@code RateLimit-Policy}
     * @param limit the value of {@code RateLimit}
     * @param retryAfter whole seconds until it is worth trying again
     */
    record Standing(boolean admitted, String policy, String limit, long retryAfter) {
    }

    /** Bucket4j's time from our clock, so that tests need not wait. */
    private record ClockMeter(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
