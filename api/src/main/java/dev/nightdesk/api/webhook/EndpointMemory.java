package dev.nightdesk.api.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an endpoint is like, read at most twice a second however fast deliveries go: a change made elsewhere takes
 * effect within that, one made on this node at once.
 */
final class EndpointMemory {
    private static final Duration KEPT = Duration.ofMillis(500);

    private final Supplier<Optional<WebhookEndpoint>> reading;
    private Optional<WebhookEndpoint> remembered = Optional.empty();
    private Instant readAt = Instant.EPOCH;
    private volatile boolean outdated = true;

    EndpointMemory(Supplier<Optional<WebhookEndpoint>> reading) {
        this.reading = reading;
    }

    /** The endpoint; empty when it is no more. Only the lane's own thread asks. */
    Optional<WebhookEndpoint> at(Instant now) {
        if (outdated || Duration.between(readAt, now).abs().compareTo(KEPT) >= 0) {
            // Before the reading: a change made during it is read again.
            outdated = false;
            remembered = reading.get();
            readAt = now;
        }
        return remembered;
    }

    /** It was changed. */
    void forget() {
        outdated = true;
    }
}
