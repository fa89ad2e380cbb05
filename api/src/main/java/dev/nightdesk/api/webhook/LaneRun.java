package dev.nightdesk.api.webhook;

import dev.nightdesk.api.webhook.LaneFlight.Landed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Works through one endpoint's deliveries for as long as this node holds the lane: claims what is due, sends each on a
 * thread of its own, writes down what came of it. Everything but the sending happens on the lane's own thread, so that
 * order within a conversation needs no lock. A round deals with all that has happened since the one before, so the
 * busier a lane is, the fewer trips to the database each delivery costs.
 */
final class LaneRun implements Runnable {
    private static final System.Logger LOG = System.getLogger(LaneRun.class.getName());
    /** Between the beginnings of two rounds, so that attempts that end at about the same time share a round. */
    private static final Duration GATHER = Duration.ofMillis(5);
    /** Another node may have planned something, and tells only whoever looks. */
    private static final Duration LOOK_AROUND = Duration.ofMillis(100);
    /** A lane that may be needed again at once is not given back at once. */
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** However idle a lane is, somebody looks at it this often, should a signal ever have been lost. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private final LaneRoom room;
    private final Semaphore calls = new Semaphore(0);
    private final EndpointMemory endpoints;
    private final LaneFlight flight;
    private final LaneTurns turns;
    private Lane lane;
    private Instant keepUntil;
    private EndpointHealth health;
    private long roundBegan;
    private long workedAt;
    private boolean lost;
    private volatile boolean changed;
    private volatile boolean stopping;

    LaneRun(LaneRoom room, Lane lane, Instant keptUntil) {
        this.room = room;
        this.lane = lane;
        this.keepUntil = keptUntil;
        this.health = new EndpointHealth(lane.failingSince(), Optional.empty());
        this.endpoints = new EndpointMemory(() -> room.endpoint(lane));
        this.flight = new LaneFlight(room.attempts(), this::call);
        this.turns = new LaneTurns(room, lane.orphaned());
        this.roundBegan = System.nanoTime() - GATHER.toNanos();
        this.workedAt = System.nanoTime();
    }

    /** Something has been planned for the endpoint. */
    void call() {
        calls.release();
    }

    /** The endpoint has been changed. */
    void change() {
        changed = true;
        endpoints.forget();
        call();
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
                more = gather() && round();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "the lane of " + lane.endpointId() + " pauses", e);
                lost |= stopping;
                more = !lost && await(AFTER_FAILURE);
            }
        }
    }

    /** Ends once nothing is in flight and the lane was given back or lost. */
    private boolean round() {
        settle();
        Instant now = room.now();
        keep(now);
        boolean working = !lost && !stopping;
        Optional<WebhookEndpoint> endpoint = endpoints.at(now);
        if (endpoint.isEmpty() && working) {
            return flight.isEmpty() ? clear() : await(LOOK_AROUND);
        }
        boolean open = working && endpoint.filter(WebhookEndpoint::enabled).isPresent();
        if (open && begin(endpoint.get(), now)) {
            workedAt = System.nanoTime();
            return true;
        }
        if (!flight.isEmpty() || open && System.nanoTime() - workedAt < LINGER.toNanos()) {
            return await(LOOK_AROUND);
        }
        return !lost && !giveBack(endpoint, now);
    }

    private void keep(Instant now) {
        boolean lateOrChanged = changed || now.plus(room.laneLease().dividedBy(2)).isAfter(keepUntil);
        if (!lost && lateOrChanged) {
            renew(now);
        }
    }

    private void renew(Instant now) {
        changed = false;
        keepUntil = now.plus(room.laneLease());
        room.lanes().renew(lane, keepUntil).ifPresentOrElse(kept -> {
            lane = kept;
            health = new EndpointHealth(kept.failingSince(), Optional.empty());
        }, () -> lost = true);
    }

    private boolean giveBack(Optional<WebhookEndpoint> endpoint, Instant now) {
        boolean allCalled = endpoint.filter(present -> turns.callAll(present, now)).isPresent();
        boolean wanted = stopping || endpoint.filter(WebhookEndpoint::enabled).isPresent();
        Instant latest = now.plus(LONGEST_REST);
        Instant next = wanted
                ? room.deliveries().nextClaimable(lane.workspaceId(), lane.endpointId())
                        .filter(at -> at.isBefore(latest)).orElse(latest)
                : latest;
        boolean given = room.lanes().release(lane, now, next, allCalled);
        if (!given) {
            renew(now);
        }
        return given || lost;
    }

    /** Claims what may be sent now and sends it; whether anything was to be done at all. */
    private boolean begin(WebhookEndpoint endpoint, Instant now) {
        int slots = Math.min(endpoint.fields().concurrency(), room.settings().mostInFlight()) - flight.size();
        if (slots <= 0) {
            return false;
        }
        LaneTurns.Taken taken = turns.take(endpoint, flight.conversations(), slots, now);
        flight.begin(endpoint, taken.claimed(), room);
        return !taken.nothing();
    }

    /** Writes down what has ended, and lets whoever waited behind it go. */
    private void settle() {
        List<Landed> over = flight.landed();
        if (over.isEmpty()) {
            return;
        }
        Instant now = room.now();
        List<WebhookDelivery> results = over.stream().flatMap(one -> after(one, now).stream()).toList();
        try {
            room.deliveries().replace(results);
        } catch (RuntimeException e) {
            flight.unsettled(over);
            throw e;
        }
        flight.settled(over);
        results.stream().filter(one -> one.delivery().finished())
                .forEach(one -> one.conversationId().ifPresent(turns::finished));
        judge(over, now);
    }

    private Optional<WebhookDelivery> after(Landed one, Instant now) {
        return one.result().isEmpty() ? one.delivery().handBack(now) : one.delivery().record(one.startedAt(),
                one.result().get(), now, room.settings().schedule(), room.random());
    }

    private void judge(List<Landed> over, Instant now) {
        EndpointHealth before = health;
        for (Landed one : over) {
            health = one.result().map(result -> health.after(result, now, room.settings().disableAfter()))
                    .orElse(health);
        }
        if (!health.failingSince().equals(before.failingSince())) {
            room.lanes().failing(lane, health.failingSince());
        }
        health.disabled().ifPresent(reason -> {
            room.disable(lane, reason, health.failingSince(), now);
            endpoints.forget();
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

    private boolean gather() {
        long early = roundBegan + GATHER.toNanos() - System.nanoTime();
        try {
            if (early > 0) {
                Thread.sleep(Duration.ofNanos(early));
            }
        } catch (InterruptedException e) {
            abandon();
            return false;
        }
        roundBegan = System.nanoTime();
        return true;
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
        Instant now = room.now();
        room.deliveries().replace(flight.handBack(now));
        boolean allCalled = endpoints.at(now).filter(endpoint -> turns.callAll(endpoint, now)).isPresent();
        room.lanes().release(lane, now, now, allCalled);
    }
}
