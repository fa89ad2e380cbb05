package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.webhook.DeliveryState.Failed;
import dev.nightdesk.api.webhook.DeliveryState.InFlight;
import dev.nightdesk.api.webhook.DeliveryState.Succeeded;
import dev.nightdesk.api.webhook.DeliveryState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A delivery as it is stored: where it stands, what it carries, what came of its attempts.
 *
 * @param payload how much of the event it carries, fixed when it was planned so that all attempts carry the same
 * @param testEvent the finished JSON of a test event; null for events of the log, which are read from there
 * @param log the last attempts, oldest first
 * @param version 1 when planned, one more with each write; a write names the version it was made on
 * @param createdAt in real time, as all its instants: receivers do not live by a test clock
 */
public record WebhookDelivery(Delivery delivery, WebhookBody.Payload payload, String testEvent, List<Attempt> log,
        long version, Instant createdAt, Instant updatedAt) implements Aggregate {
    /** How many attempts are listed. */
    static final int MOST_LISTED = 30;

    public WebhookDelivery {
        log = List.copyOf(log);
    }

    /** The delivery of an event of the log; planned twice it has the same id. */
    static WebhookDelivery planned(WebhookEndpoint endpoint, Event event, Instant now, RetrySchedule schedule,
            RandomGenerator random) {
        String id = Ids.derived(ResourceType.WEBHOOK_DELIVERY, endpoint.id() + "/" + event.id());
        var subject = new Delivery.Subject(endpoint.workspaceId(), endpoint.id(), event.id(), event.draft().type(),
                event.sequence(), Optional.ofNullable(event.draft().conversationId()));
        return new WebhookDelivery(Delivery.planned(id, subject, now, schedule, random), endpoint.fields().payload(),
                null, List.of(), 1, now, now);
    }

    /** The delivery of a test event, due at once. */
    static WebhookDelivery ofTest(String id, WebhookEndpoint endpoint, Event test, String json, Instant now) {
        var subject = new Delivery.Subject(endpoint.workspaceId(), endpoint.id(), test.id(), test.draft().type(), 0,
                Optional.empty());
        return new WebhookDelivery(new Delivery(id, subject, new Waiting(now), 0, 0, 0), WebhookBody.Payload.FULL,
                json, List.of(), 1, now, now);
    }

    /** Taken by a worker; see {@link Delivery#claim}. */
    Optional<WebhookDelivery> claim(String worker, Instant now, Duration lease) {
        return delivery.claim(worker, now, lease).map(claimed -> with(claimed, log, now));
    }

    /** The same before its time, because what it was put off for is finished. */
    Optional<WebhookDelivery> claimInTurn(String worker, Instant now, Duration lease) {
        return delivery.postpone(now).flatMap(called -> called.claim(worker, now, lease))
                .map(claimed -> with(claimed, log, now));
    }

    /** After an attempt that began at the instant; empty when it was made without holding the delivery. */
    Optional<WebhookDelivery> record(Instant startedAt, AttemptResult result, Instant now, RetrySchedule schedule,
            RandomGenerator random) {
        return delivery.record(delivery.fence(), result, now, schedule, random).map(after -> {
            List<Attempt> longer = new ArrayList<>(log);
            longer.add(Attempt.of(after.attempts(), startedAt, result));
            return with(after, longer.subList(Math.max(0, longer.size() - MOST_LISTED), longer.size()), now);
        });
    }

    /** Given back unattempted. */
    Optional<WebhookDelivery> handBack(Instant now) {
        return delivery.handBack(delivery.fence(), now).map(back -> with(back, log, now));
    }

    /** Moved behind an earlier one of its conversation. */
    Optional<WebhookDelivery> postpone(Instant dueAt, Instant now) {
        return delivery.postpone(dueAt).map(later -> with(later, log, now));
    }

    /** Due again at once with a full schedule ahead; empty while it is in flight. */
    Optional<WebhookDelivery> resend(Instant now) {
        return delivery.resend(now).map(again -> with(again, log, now));
    }

    private WebhookDelivery with(Delivery next, List<Attempt> attempts, Instant now) {
        return new WebhookDelivery(next, payload, testEvent, attempts, version + 1, createdAt, now);
    }

    /** When a worker may take it: its due time, or the end of its lease; empty once it is finished. */
    Optional<Instant> claimableAt() {
        return switch (delivery.state()) {
            case Waiting waiting -> Optional.of(waiting.dueAt());
            case InFlight inFlight -> Optional.of(inFlight.leaseUntil());
            case Succeeded ignored -> Optional.empty();
            case Failed ignored -> Optional.empty();
        };
    }

    @Override
    public String id() {
        return delivery.id();
    }

    @Override
    public String workspaceId() {
        return delivery.subject().workspaceId();
    }

    String endpointId() {
        return delivery.subject().endpointId();
    }

    String eventId() {
        return delivery.subject().eventId();
    }

    Optional<String> conversationId() {
        return delivery.subject().conversationId();
    }

    long sequence() {
        return delivery.subject().sequence();
    }
}
