package dev.nightdesk.api.webhook;

import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.auth.Seal;
import dev.nightdesk.api.platform.event.EventCursorStore;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.id.Ids;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** What webhooks are made of on one node. */
public record WebhookParts(WebhookEndpointStore endpointStore, WebhookDeliveryStore deliveryStore, LaneStore lanes,
        EventCursorStore cursors, EventLog events, Seal seal, WebhookSender sender, Resolver resolver,
        Commands commands, Ids ids, WebhookSettings settings, InstantSource clock) {
    /** How long the endpoints of a node that has died wait for another. */
    private static final Duration LANE_LEASE = Duration.ofSeconds(10);

    /** The working parts. */
    public record Served(WebhookEndpointService endpoints, WebhookDeliveryService deliveries, EventFanOut fanOut,
            WebhookDispatcher dispatcher, OperationHandler replay) {
    }

    /** Puts the parts together. */
    public Served serve(OperationService longWork) {
        SecretSeal secrets = new SecretSeal(seal);
        LaneRoom room = new LaneRoom(lanes, deliveryStore, endpointStore, new Attempts(events, secrets, sender),
                new FailedEndpoints(endpointStore, commands, ids), settings, clock, new SecureRandom(),
                UUID.randomUUID().toString(), LANE_LEASE);
        WebhookDispatcher dispatcher = new WebhookDispatcher(room);
        EventFanOut fanOut = new EventFanOut(events, cursors, room, dispatcher);
        WebhookEndpointService endpoints = new WebhookEndpointService(room, fanOut, dispatcher, commands,
                events, secrets, new ReceiverCheck(settings.addresses(), resolver, settings.answerWithin()), longWork);
        return new Served(endpoints, new WebhookDeliveryService(room, dispatcher, endpoints, commands, events), fanOut,
                dispatcher, new WebhookReplay(events, room, dispatcher));
    }
}
