package dev.nightdesk.api.platform.aggregate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outboxes that have been delivered and not yet emptied. In the middle of a conversation the next write is moments
 * away and empties the outbox by itself, so that a write of its own is only made for those who have come to rest. Used
 * by one thread.
 */
final class Unsettled {
    /** Less than the time after which a relay takes an outbox for forgotten. */
    static final Duration REST = Duration.ofSeconds(1);

    private final Map<Place, Waiting> waiting = new LinkedHashMap<>();

    private record Place(AggregateStore<?> store, String id) {
    }

    private record Waiting(OutboxRelay.Debt debt, long since) {
    }

    /** Takes the place of what waits for the same document. */
    void add(OutboxRelay.Debt delivered, long nanoTime) {
        Place place = new Place(delivered.store(), delivered.id());
        waiting.remove(place);
        waiting.put(place, new Waiting(delivered, nanoTime));
    }

    /** Takes out those that have rested. */
    List<OutboxRelay.Debt> takeRested(long nanoTime) {
        List<OutboxRelay.Debt> rested = new ArrayList<>();
        Iterator<Waiting> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            Waiting next = oldest.next();
            if (nanoTime - next.since() < REST.toNanos()) {
                break;
            }
            rested.add(next.debt());
            oldest.remove();
        }
        return rested;
    }

    /** Takes out all. */
    List<OutboxRelay.Debt> takeAll() {
        List<OutboxRelay.Debt> all = waiting.values().stream().map(Waiting::debt).toList();
        waiting.clear();
        return all;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** How long until the oldest of them has rested. */
    Duration untilRested(long nanoTime) {
        return REST.minusNanos(nanoTime - waiting.values().iterator().next().since());
    }
}
