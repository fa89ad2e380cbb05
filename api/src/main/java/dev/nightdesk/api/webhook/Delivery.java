package dev.nightdesk.api.webhook;

import dev.nightdesk.api.webhook.DeliveryState.Failed;
import dev.nightdesk.api.webhook.DeliveryState.InFlight;
import dev.nightdesk.api.webhook.DeliveryState.Succeeded;
import dev.nightdesk.api.webhook.DeliveryState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One event on its way to one endpoint. Each method is a transition and leaves this value as it is; an empty result
 * says that the delivery does not stand where the transition starts.
 *
 * @param id {@code dlv_…}
 * @param subject what goes where; never changes
 * @param state where it stands
 * @param attempts how many attempts are recorded, over all rounds
 * @param round how many of them belong to the present run through the schedule; a resend starts a new run
 * @param fence grows with each claim; a result that names an older one comes from a worker that lost its lease
 */
public record Delivery(String id, Subject subject, DeliveryState state, int attempts, int round, long fence) {

    /**
     * What goes where.
     *
     * @param eventId also the {@code webhook-id} of every attempt
     * @param sequence of the event in its workspace; the order of delivery where the endpoint asks for order
     * @param conversationId the conversation within which order is kept, where the event has one
     */
    public record Subject(
            String workspaceId,
            String endpointId,
            String eventId,
            String eventType,
            long sequence,
            Optional<String> conversationId) {
    }

    /** A new delivery, first due as the schedule says. */
    public static Delivery planned(
            String id, Subject subject, Instant now, RetrySchedule schedule, RandomGenerator random) {
        return new Delivery(id, subject, new Waiting(schedule.firstAttempt(now, random)), 0, 0, 0);
    }

    /** Whether no further attempt will be made by itself. */
    public boolean finished() {
        return switch (state) {
            case Waiting ignored -> false;
            case InFlight ignored -> false;
            case Succeeded ignored -> true;
            case Failed ignored -> true;
        };
    }

    /** Whether a worker may take it: it is due, or the worker that had it let its lease run out. */
    public boolean claimable(Instant now) {
        return switch (state) {
            case Waiting waiting -> !waiting.dueAt().isAfter(now);
            case InFlight inFlight -> !inFlight.leaseUntil().isAfter(now);
            case Succeeded ignored -> false;
            case Failed ignored -> false;
        };
    }

    /** Takes it for {@code worker}; what is claimed after a lost lease repeats the attempt that was never recorded. */
    public Optional<Delivery> claim(String worker, Instant now, Duration lease) {
        return claimable(now)
                ? Optional.of(new Delivery(
                        id, subject, new InFlight(worker, now.plus(lease)), attempts, round, fence + 1))
                : Optional.empty();
    }

    /** Records the attempt made under {@code heldFence} and decides what follows. */
    public Optional<Delivery> record(
            long heldFence, AttemptResult result, Instant now, RetrySchedule schedule, RandomGenerator random) {
        if (!heldUnder(heldFence)) {
            return Optional.empty();
        }
        DeliveryState next = result.succeeded() ? new Succeeded(now) : afterFailure(result, now, schedule, random);
        return Optional.of(new Delivery(id, subject, next, attempts + 1, round + 1, fence));
    }

    private DeliveryState afterFailure(
            AttemptResult result, Instant now, RetrySchedule schedule, RandomGenerator random) {
        if (result.hopeless()) {
            return new Failed(now);
        }
        return schedule.nextAttempt(round + 1, now, result.retryAfter(), random)
                .<DeliveryState>map(Waiting::new)
                .orElseGet(() -> new Failed(now));
    }

    /** Gives it back unattempted, due at once, so that a stopping worker does not make it wait for its lease. */
    public Optional<Delivery> handBack(long heldFence, Instant now) {
        return heldUnder(heldFence) ? Optional.of(withState(new Waiting(now))) : Optional.empty();
    }

    /** Moves an unclaimed delivery to {@code dueAt}, where it stands behind an earlier one of its conversation. */
    public Optional<Delivery> postpone(Instant dueAt) {
        return state instanceof Waiting ? Optional.of(withState(new Waiting(dueAt))) : Optional.empty();
    }

    /** Sends it again at once with a full schedule ahead, whatever came of it; empty while it is in flight. */
    public Optional<Delivery> resend(Instant now) {
        return state instanceof InFlight
                ? Optional.empty()
                : Optional.of(new Delivery(id, subject, new Waiting(now), attempts, 0, fence));
    }

    private boolean heldUnder(long heldFence) {
        return state instanceof InFlight && fence == heldFence;
    }

    private Delivery withState(DeliveryState next) {
        return new Delivery(id, subject, next, attempts, round, fence);
    }
}
