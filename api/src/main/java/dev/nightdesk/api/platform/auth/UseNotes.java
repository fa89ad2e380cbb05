package dev.nightdesk.api.platform.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;

/** Notes when credentials are used: to within a minute, so that using one costs no write. */
public final class UseNotes {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int MOST = 100_000;

    private final Cache<String, Instant> noted = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(EVERY)
            .executor(Runnable::run).build();

    /**
     * Writes a use down unless one was within the last minute.
     *
     * @param known the last use that the stored credential tells of; null for none
     */
    public void note(String id, Instant known, Instant now, Runnable write) {
        if (recent(known, now) || recent(noted.getIfPresent(id), now)) {
            return;
        }
        noted.put(id, now);
        write.run();
    }

    private static boolean recent(Instant last, Instant now) {
        return last != null && last.plus(EVERY).isAfter(now);
    }
}
