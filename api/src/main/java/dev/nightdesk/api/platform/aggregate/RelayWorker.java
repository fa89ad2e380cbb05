package dev.nightdesk.api.platform.aggregate;

import dev.nightdesk.api.platform.work.Worker;
import java.time.Duration;
import java.time.Instant;

/** Looks for outboxes that nobody has delivered: of nodes that crashed, of queues that forgot. */
public final class RelayWorker implements Worker {
    /** Younger ones are probably in the queue of the node that wrote them. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final OutboxRelay relay;

    /** A worker over the relay. */
    public RelayWorker(OutboxRelay relay) {
        this.relay = relay;
    }

    @Override
    public String name() {
        return "outbox-relay";
    }

    @Override
    public int runOnce(Instant now) {
        return relay.runOnce(now.minus(PATIENCE));
    }
}
