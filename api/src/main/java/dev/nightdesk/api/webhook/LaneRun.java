package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.time.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Works through one endpoint's deliveries for as long as this node holds the lane: claims what is due, sends each on a
 * thread of its own, writes down what came of it. Everything but the sending happens on the lane's own thread, so that
 * order within a conversation needs no lock.
 */
final class LaneRun implements Runnable {
    private static final System.Logger LOG = System.getLogger(LaneRun.class.getName());
    private static final Duration LOOK_AROUND = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** A delivery that waits for an earlier one is called when that one ends; this is only the net below. */
    private static final Duration BEHIND_ANOTHER = Duration.ofMinutes(1);
    /** However idle a lane is, somebody looks at it this often, should a signal ever have been lost. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);
    private static final int MOST_LOOKED_AT = 100;

    private final LaneRoom room;
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();
    private final Semaphore calls = new Semaphore(0);
    private final Map<String, WebhookDelivery> inFlight = new HashMap<>();
    private Lane lane;
    private Instant keepUntil;
    private EndpointHealth health;
    private boolean lost;
    private volatile boolean stopping;

    /** An attempt that is over. */
    private record Ended(WebhookDelivery delivery, Instant startedAt, AttemptResult result) {
    }

    LaneRun(LaneRoom room, Lane lane, Instant keptUntil) {
        this.room = room;
        this.lane = lane;
        this.keepUntil = keptUntil;
        this.health = new EndpointHealth(lane.failingSince(), Optional.empty());
    }

    /** Something has been planned for the endpoint. */
    void call() {
        calls.release();
    }

    /** Whether it was called and has not looked since. */
    boolean called() {
        return calls.availablePermits() > 0;
    }

    /** Begins nothing more; what is in flight is waited for. */
    void stop() {
        stopping = true;
        call();
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            try {
                more = round();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "the lane of " + lane.endpointId() + " pauses", e);
                lost |= stopping;
                more = !lost;
                await(AFTER_FAILURE);
            }
        }
    }

    /** Ends once nothing is in flight and the lane was given back or lost. */
    private boolean round() {
        settle();
        Instant now = now();
        keep(now);
        Optional<WebhookEndpoint> endpoint = lost || stopping ? Optional.empty() : room.endpoint(lane);
        if (endpoint.isEmpty() && !lost && !stopping) {
            return inFlight.isEmpty() ? clear() : await(LOOK_AROUND);
        }
        boolean open = endpoint.filter(WebhookEndpoint::enabled).isPresent();
        if (open && begin(endpoint.get(), now)) {
            return true;
        }
        if (!inFlight.isEmpty()) {
            return await(LOOK_AROUND);
        }
        return !lost && !giveBack(open, now);
    }

    private void keep(Instant now) {
        if (!lost && now.plus(room.laneLease().dividedBy(2)).isAfter(keepUntil)) {
            renew(now);
        }
    }

    private void renew(Instant now) {
        keepUntil = now.plus(room.laneLease());
        room.lanes().renew(lane, keepUntil).ifPresentOrElse(kept -> {
            lane = kept;
            health = new EndpointHealth(kept.failingSince(), Optional.empty());
        }, () -> lost = true);
    }

    private boolean giveBack(boolean open, Instant now) {
        Instant latest = now.plus(LONGEST_REST);
        Instant next = open || stopping
                ? room.deliveries().nextClaimable(lane.workspaceId(), lane.endpointId())
                        .filter(at -> at.isBefore(latest)).orElse(latest)
                : latest;
        boolean given = room.lanes().release(lane, now, next);
        if (!given) {
            renew(now);
        }
        return given || lost;
    }

    /** Claims what may be sent now and sends it; whether anything was to be done at all. */
    private boolean begin(WebhookEndpoint endpoint, Instant now) {
        int free = Math.min(endpoint.fields().concurrency(), room.settings().mostInFlight()) - inFlight.size();
        if (free <= 0) {
            return false;
        }
        boolean ordered = endpoint.fields().ordered();
        List<WebhookDelivery> due = room.deliveries().claimable(lane.workspaceId(), lane.endpointId(), now,
                ordered ? MOST_LOOKED_AT : free);
        if (due.isEmpty()) {
            return false;
        }
        Map<String, WebhookDelivery> byId = due.stream().collect(Collectors.toMap(WebhookDelivery::id, one -> one));
        Dispatch dispatch = Dispatch.choose(due.stream().map(WebhookDelivery::delivery).toList(), ordered,
                ordered ? heads(due) : Map.of(), free);
        room.deliveries().replace(dispatch.heldBack().stream()
                .flatMap(held -> byId.get(held.id()).postpone(now.plus(BEHIND_ANOTHER), now).stream()).toList());
        List<WebhookDelivery> claimed = room.deliveries().replace(dispatch.start().stream()
                .flatMap(chosen -> byId.get(chosen.id()).claim(room.worker(), now, room.settings().lease()).stream())
                .toList());
        send(endpoint, claimed);
        return !claimed.isEmpty() || !dispatch.heldBack().isEmpty();
    }

    private Map<String, Long> heads(List<WebhookDelivery> due) {
        Map<String, Long> heads = new HashMap<>();
        due.stream().flatMap(one -> one.delivery().subject().conversationId().stream()).distinct()
                .forEach(id -> room.deliveries().head(lane.workspaceId(), lane.endpointId(), id)
                        .ifPresent(head -> heads.put(id, head.delivery().subject().sequence())));
        return heads;
    }

    private void send(WebhookEndpoint endpoint, List<WebhookDelivery> claimed) {
        Map<String, byte[]> bodies = room.attempts().bodies(lane.workspaceId(), claimed);
        for (WebhookDelivery delivery : claimed) {
            inFlight.put(delivery.id(), delivery);
            Optional<byte[]> body = Optional.ofNullable(bodies.get(delivery.id()));
            Thread.ofVirtual().name("webhook-", 0).start(() -> {
                Instant startedAt = now();
                ended.add(new Ended(delivery, startedAt,
                        room.attempts().make(endpoint, delivery, body, startedAt)));
                call();
            });
        }
    }

    /** Writes down what has ended, and calls whoever waited behind it. */
    private void settle() {
        List<Ended> settled = new ArrayList<>();
        for (Ended one = ended.poll(); one != null; one = ended.poll()) {
            settled.add(one);
        }
        if (settled.isEmpty()) {
            return;
        }
        Instant now = now();
        List<WebhookDelivery> results = settled.stream().flatMap(one -> one.delivery()
                .record(one.startedAt(), one.result(), now, room.settings().schedule(), room.random()).stream())
                .toList();
        try {
            room.deliveries().replace(results);
        } catch (RuntimeException e) {
            ended.addAll(settled);
            throw e;
        }
        settled.forEach(one -> inFlight.remove(one.delivery().id()));
        callNext(results, now);
        judge(settled, now);
    }

    private void callNext(List<WebhookDelivery> results, Instant now) {
        results.stream().filter(one -> one.delivery().finished())
                .flatMap(one -> one.delivery().subject().conversationId().stream()).distinct()
                .flatMap(id -> room.deliveries().head(lane.workspaceId(), lane.endpointId(), id).stream())
                .filter(head -> head.delivery().round() == 0 && !head.delivery().claimable(now))
                .flatMap(head -> head.postpone(now, now).stream())
                .forEach(head -> room.deliveries().replace(List.of(head)));
    }

    private void judge(List<Ended> settled, Instant now) {
        EndpointHealth before = health;
        for (Ended one : settled) {
            health = health.after(one.result(), now, room.settings().disableAfter());
        }
        if (!health.failingSince().equals(before.failingSince())) {
            room.lanes().failing(lane, health.failingSince());
        }
        health.disabled().ifPresent(reason -> {
            room.disable(lane, reason, health.failingSince(), now);
            health = new EndpointHealth(health.failingSince(), Optional.empty());
        });
    }

    /** The endpoint is no more, and what was meant for it goes too. */
    private boolean clear() {
        if (room.deliveries().removeOf(lane.workspaceId(), lane.endpointId(), 500) > 0) {
            return true;
        }
        room.lanes().remove(lane);
        return false;
    }

    private boolean await(Duration longest) {
        try {
            if (calls.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                calls.drainPermits();
            }
        } catch (InterruptedException e) {
            abandon();
            return false;
        }
        return true;
    }

    /** The node stops and waits no longer: others may repeat at once what was never answered. */
    private void abandon() {
        settle();
        lost = true;
        Instant now = now();
        room.deliveries().replace(inFlight.values().stream().flatMap(one -> one.handBack(now).stream()).toList());
        room.lanes().release(lane, now, now);
    }

    private Instant now() {
        return Timestamps.truncate(room.clock().instant());
    }
}
