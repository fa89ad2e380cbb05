package dev.nightdesk.api.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose turn it is at an endpoint. Where order is asked for, deliveries that are due behind another of their
 * conversation are put off, so that they need not be looked at again, and come up when the one before them is finished.
 */
final class LaneTurns {
    /** A delivery that waits for an earlier one is called when that one ends; this is only the net below. */
    static final Duration BEHIND_ANOTHER = Duration.ofMinutes(1);

    /** Before all conversations. */
    private static final String BEGINNING = "";

    private final LaneRoom room;
    /** Conversations in which a delivery has been finished since their next one was looked for, oldest first. */
    private final Set<String> free = new LinkedHashSet<>();
    private boolean ordered;
    /** The last conversation that was looked at for the sake of a holder who died; empty when there is none to see. */
    private Optional<String> searched;

    /**
     * Turns at a lane.
     *
     * @param orphaned whether what was finished before may have called nobody, so that all conversations must be seen
     */
    LaneTurns(LaneRoom room, boolean orphaned) {
        this.room = room;
        this.searched = orphaned ? Optional.of(BEGINNING) : Optional.empty();
    }

    /**
     * What a look at the deliveries came to.
     *
     * @param claimed taken by this node, to be sent
     * @param putOff how many were found to be behind others
     * @param more whether there are conversations left to look at
     */
    record Taken(List<WebhookDelivery> claimed, int putOff, boolean more) {
        boolean nothing() {
            return claimed.isEmpty() && putOff == 0 && !more;
        }
    }

    /** A delivery of the conversation is finished: the next one may go. */
    void finished(String conversationId) {
        if (ordered) {
            free.add(conversationId);
        }
    }

    /**
     * Claims what may be sent now.
     *
     * @param inFlight the conversations that are being worked on, each with the number of its first delivery in flight
     * @param slots how many more may be sent at the same time
     */
    Taken take(WebhookEndpoint endpoint, Map<String, Long> inFlight, int slots, Instant now) {
        ordered = endpoint.fields().ordered();
        return ordered ? takeInOrder(endpoint, inFlight, slots, now)
                : new Taken(claim(due(endpoint, slots, now), Map.of(), now), 0, false);
    }

    /**
     * Lets everybody go who waited for a delivery that is finished, for whoever works here next.
     *
     * @return false when some may wait of whom this node does not know
     */
    boolean callAll(WebhookEndpoint endpoint, Instant now) {
        List<WebhookDelivery> called = new ArrayList<>();
        for (String id : free) {
            head(endpoint, id).filter(head -> putOff(head, now)).flatMap(head -> head.postpone(now, now))
                    .ifPresent(called::add);
        }
        room.deliveries().replace(called);
        free.clear();
        return searched.isEmpty();
    }

    private Taken takeInOrder(WebhookEndpoint endpoint, Map<String, Long> inFlight, int slots, Instant now) {
        search(endpoint, 2 * slots, now);
        Map<String, Long> heads = new HashMap<>(inFlight);
        Map<String, WebhookDelivery> called = next(endpoint, heads, 2 * slots, now);
        List<WebhookDelivery> due = due(endpoint, 2 * slots, now);
        for (WebhookDelivery one : due) {
            one.conversationId().filter(id -> !heads.containsKey(id)).flatMap(id -> head(endpoint, id))
                    .ifPresent(head -> heads.put(head.conversationId().orElseThrow(), head.sequence()));
        }
        Map<String, WebhookDelivery> byId = new LinkedHashMap<>(called);
        due.forEach(one -> byId.put(one.id(), one));
        Dispatch dispatch = Dispatch.choose(byId.values().stream().map(WebhookDelivery::delivery).toList(), true,
                heads, slots);
        room.deliveries().replace(dispatch.heldBack().stream()
                .flatMap(held -> byId.get(held.id()).postpone(now.plus(BEHIND_ANOTHER), now).stream()).toList());
        List<WebhookDelivery> claimed =
                claim(dispatch.start().stream().map(one -> byId.get(one.id())).toList(), called, now);
        claimed.forEach(one -> one.conversationId().ifPresent(free::remove));
        return new Taken(claimed, dispatch.heldBack().size(), searched.isPresent() || !free.isEmpty());
    }

    /** Looks on for conversations whose next delivery was put off for one that is finished. */
    private void search(WebhookEndpoint endpoint, int most, Instant now) {
        searched = searched.flatMap(place -> {
            List<WebhookDelivery> heads =
                    room.deliveries().heads(endpoint.workspaceId(), endpoint.id(), place, most);
            heads.stream().filter(head -> putOff(head, now)).flatMap(head -> head.conversationId().stream())
                    .forEach(free::add);
            return heads.size() < most ? Optional.empty() : heads.getLast().conversationId();
        });
    }

    /** The next deliveries of conversations in which one is finished, so far as they were put off for it. */
    private Map<String, WebhookDelivery> next(WebhookEndpoint endpoint, Map<String, Long> heads, int most,
            Instant now) {
        Map<String, WebhookDelivery> next = new LinkedHashMap<>();
        for (String id : free.stream().limit(most).toList()) {
            Optional<WebhookDelivery> head = heads.containsKey(id) ? Optional.empty() : head(endpoint, id);
            head.ifPresent(one -> heads.put(id, one.sequence()));
            head.filter(one -> putOff(one, now)).ifPresentOrElse(one -> next.put(one.id(), one),
                    () -> free.remove(id));
        }
        return next;
    }

    private List<WebhookDelivery> claim(List<WebhookDelivery> chosen, Map<String, WebhookDelivery> called,
            Instant now) {
        Duration lease = room.settings().lease();
        return room.deliveries().replace(chosen.stream().flatMap(one -> (called.containsKey(one.id())
                ? one.claimInTurn(room.worker(), now, lease) : one.claim(room.worker(), now, lease)).stream())
                .toList());
    }

    private List<WebhookDelivery> due(WebhookEndpoint endpoint, int most, Instant now) {
        return room.deliveries().claimable(endpoint.workspaceId(), endpoint.id(), now, most);
    }

    private Optional<WebhookDelivery> head(WebhookEndpoint endpoint, String conversationId) {
        return room.deliveries().head(endpoint.workspaceId(), endpoint.id(), conversationId);
    }

    /** One that failed and waits for its next attempt is not put off: it keeps its own time. */
    private static boolean putOff(WebhookDelivery head, Instant now) {
        return head.delivery().state() instanceof DeliveryState.Waiting && head.delivery().round() == 0
                && !head.delivery().claimable(now);
    }
}
