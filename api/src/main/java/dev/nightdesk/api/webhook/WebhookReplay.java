package dev.nightdesk.api.webhook;

import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.Step;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.time.Timestamps;
import dev.nightdesk.api.webhook.DeliveryState.Succeeded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Queues a range of the log for one endpoint once more. */
public final class WebhookReplay implements OperationHandler {
    private static final int EVENTS_AT_ONCE = 200;
    /** Events enter the log a moment after they happen, longer while the database is away. */
    private static final Duration LATEST_ARRIVAL = Duration.ofHours(1);

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final EventLog log;
    private final WebhookEndpointStore endpoints;
    private final WebhookDeliveryStore deliveries;
    private final LaneStore lanes;
    private final WebhookDispatcher dispatcher;
    private final RetrySchedule schedule;
    private final RandomGenerator random;
    private final InstantSource clock;

    WebhookReplay(EventLog log, LaneRoom room, WebhookDispatcher dispatcher) {
        this.log = log;
        this.endpoints = room.endpoints();
        this.deliveries = room.deliveries();
        this.lanes = room.lanes();
        this.dispatcher = dispatcher;
        this.schedule = room.settings().schedule();
        this.random = room.random();
        this.clock = room.clock();
    }

    @Override
    public OperationKind kind() {
        return OperationKind.WEBHOOK_REPLAY;
    }

    @Override
    public Step runOnce(Operation operation, Instant now) {
        Optional<WebhookEndpoint> endpoint = endpoints
                .find(operation.workspaceId(), operation.order().targetId()).map(Loaded::value);
        if (endpoint.isEmpty()) {
            return Step.done();
        }
        Range range = Range.of(operation.memory());
        long begin = range.place().orElseGet(() ->
                log.endBefore(operation.workspaceId(), range.since().minus(LATEST_ARRIVAL)));
        List<Event> events = log.after(operation.workspaceId(), begin, EVENTS_AT_ONCE).stream()
                .filter(event -> event.sequence() <= range.end()).toList();
        long queued = queue(endpoint.get(), range, events);
        if (events.size() < EVENTS_AT_ONCE) {
            return Step.done().affecting(ResourceType.WEBHOOK_DELIVERY, queued);
        }
        long place = events.getLast().sequence();
        Map<String, String> memory = new HashMap<>(operation.memory());
        memory.put("place", Long.toString(place));
        double progress = (double) (place - begin) / Math.max(1, range.end() - begin);
        return Step.more(progress, memory).affecting(ResourceType.WEBHOOK_DELIVERY, queued);
    }

    private long queue(WebhookEndpoint endpoint, Range range, List<Event> events) {
        // Due only when all of the portion are stored: else a later one could be sent before an earlier one is there.
        Instant now = Timestamps.truncate(clock.instant()).plus(endpoint.fields().ordered() ? A_MOMENT : Duration.ZERO);
        List<WebhookDelivery> planned = events.stream()
                .filter(event -> range.contains(event)
                        && endpoint.fields().eventTypes().accepts(event.draft().type()))
                .map(event -> WebhookDelivery.planned(endpoint, event, now, schedule, random)).toList();
        List<String> known = deliveries.plan(planned);
        List<WebhookDelivery> again = deliveries.findAll(endpoint.workspaceId(), known).stream()
                .filter(delivery -> delivery.delivery().finished() && !(range.undeliveredOnly()
                        && delivery.delivery().state() instanceof Succeeded))
                .flatMap(delivery -> delivery.resend(now).stream())
                .sorted((one, other) -> Long.compare(one.delivery().subject().sequence(),
                        other.delivery().subject().sequence())).toList();
        deliveries.replace(again);
        if (!planned.isEmpty()) {
            lanes.signal(endpoint.workspaceId(), List.of(endpoint.id()), now);
            dispatcher.call(List.of(endpoint.id()));
        }
        return (long) planned.size() - known.size() + again.size();
    }

    /**
     * What the operation remembers.
     *
     * @param place the last event that was dealt with, after the first portion
     * @param end the newest event when the replay was asked for
     */
    private record Range(Instant since, Optional<Instant> until, boolean undeliveredOnly, Optional<Long> place,
            long end) {
        static Range of(Map<String, String> memory) {
            return new Range(Instant.parse(memory.get("since")),
                    Optional.ofNullable(memory.get("until")).map(Instant::parse),
                    Boolean.parseBoolean(memory.get("undelivered_only")),
                    Optional.ofNullable(memory.get("place")).map(Long::valueOf), Long.parseLong(memory.get("end")));
        }

        boolean contains(Event event) {
            return !event.timestamp().isBefore(since) && until.map(event.timestamp()::isBefore).orElse(true);
        }
    }
}
