package dev.nightdesk.api.platform.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a node remembers of credentials, so that not every request asks the database. What one node changes another
 * may go on believing for three seconds; the contract allows five.
 */
public final class CredentialMemory<V> {
    /** How old a memory may be. */
    public static final Duration LONGEST = Duration.ofSeconds(3);
    private static final int MOST = 100_000;

    private final InstantSource clock;
    /** Ages by the machine's own ticks as well, so that a clock set back prolongs nothing. */
    private final Cache<String, Held<V>> held = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST)
            .executor(Runnable::run).build();

    /** An empty memory. */
    public CredentialMemory(InstantSource clock) {
        this.clock = clock;
    }

    /** The value for the key, remembered or loaded; that there is none is never remembered. */
    public Optional<V> recall(String key, Supplier<Optional<V>> load) {
        Instant now = clock.instant();
        Held<V> known = held.getIfPresent(key);
        if (known == null || !known.fresh(now)) {
            // Within compute, so that a load under way cannot bring back what forget has taken out meanwhile.
            known = held.asMap().compute(key, (ignored, present) -> present != null && present.fresh(now) ? present
                    : load.get().map(value -> new Held<>(value, now)).orElse(null));
        }
        return Optional.ofNullable(known).map(Held::value);
    }

    /** Loads the key anew next time. */
    public void forget(String key) {
        held.invalidate(key);
    }

    private record Held<V>(V value, Instant since) {
        boolean fresh(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(LONGEST));
        }
    }
}
