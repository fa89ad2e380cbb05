package dev.nightdesk.api.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The deliveries of a lane that are being attempted, each on a thread of its own. All methods belong to the lane's
 * thread; the attempts only queue what came of them.
 */
final class LaneFlight {
    private final Attempts attempts;
    private final Runnable landed;
    private final Map<String, WebhookDelivery> inFlight = new HashMap<>();
    private final Queue<Landed> results = new ConcurrentLinkedQueue<>();

    /**
     * An attempt that is over.
     *
     * @param result empty when it never began, and the delivery is to be given back
     */
    record Landed(WebhookDelivery delivery, Instant startedAt, Optional<AttemptResult> result) {
    }

    /** Nothing in flight; {@code landed} is run, on any thread, after each attempt. */
    LaneFlight(Attempts attempts, Runnable landed) {
        this.attempts = attempts;
        this.landed = landed;
    }

    int size() {
        return inFlight.size();
    }

    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    /** Sends what was claimed; where its bodies cannot be read, all of it lands at once without an attempt. */
    void begin(WebhookEndpoint endpoint, List<WebhookDelivery> claimed, LaneRoom room) {
        claimed.forEach(delivery -> inFlight.put(delivery.id(), delivery));
        Map<String, byte[]> bodies;
        try {
            bodies = attempts.bodies(endpoint.workspaceId(), claimed);
        } catch (RuntimeException e) {
            claimed.forEach(delivery -> results.add(new Landed(delivery, room.now(), Optional.empty())));
            throw e;
        }
        for (WebhookDelivery delivery : claimed) {
            Optional<byte[]> body = Optional.ofNullable(bodies.get(delivery.id()));
            Thread.ofVirtual().name("webhook-", 0).start(() -> {
                Instant startedAt = room.now();
                results.add(new Landed(delivery, startedAt,
                        Optional.of(attempts.make(endpoint, delivery, body, startedAt))));
                landed.run();
            });
        }
    }

    /** The attempts that are over; they count as in flight until they are {@link #settled}. */
    List<Landed> landed() {
        List<Landed> over = new ArrayList<>();
        for (Landed one = results.poll(); one != null; one = results.poll()) {
            over.add(one);
        }
        return over;
    }

    /** What came of them is written down. */
    void settled(List<Landed> over) {
        over.forEach(one -> inFlight.remove(one.delivery().id()));
    }

    /** What came of them could not be written down and will be tried again. */
    void unsettled(List<Landed> over) {
        results.addAll(over);
    }

    /** Of each conversation with a delivery in flight the number of the first one. */
    Map<String, Long> conversations() {
        Map<String, Long> firsts = new HashMap<>();
        inFlight.values().forEach(delivery -> delivery.conversationId()
                .ifPresent(id -> firsts.merge(id, delivery.sequence(), Math::min)));
        return firsts;
    }

    /** What is still in flight, as given back unattempted. */
    List<WebhookDelivery> handBack(Instant now) {
        return inFlight.values().stream().flatMap(delivery -> delivery.handBack(now).stream()).toList();
    }
}
