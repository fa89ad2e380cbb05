package dev.nightdesk.api;

import dev.nightdesk.api.event.EventTypeRoutes;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.platform.event.EventCatalog;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.mongo.MongoEventCursorStore;
import dev.nightdesk.api.webhook.EventFanOut;
import dev.nightdesk.api.webhook.MongoLaneStore;
import dev.nightdesk.api.webhook.MongoWebhookDeliveryStore;
import dev.nightdesk.api.webhook.MongoWebhookEndpointStore;
import dev.nightdesk.api.webhook.SystemResolver;
import dev.nightdesk.api.webhook.WebhookDispatcher;
import dev.nightdesk.api.webhook.WebhookParts;
import dev.nightdesk.api.webhook.WebhookRoutes;
import dev.nightdesk.api.webhook.WebhookSender;
import dev.nightdesk.api.webhook.WebhookSettings;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;

/** Webhooks, composed: who plans deliveries, who makes attempts, who replays, and the routes. */
record WebhookRooms(EventFanOut fanOut, WebhookDispatcher dispatcher, OperationHandler replay,
        MongoWebhookDeliveryStore deliveries, WebhookSender sender, SystemResolver resolver) {
    static WebhookRooms open(Foundation foundation, Router router, OperationService longWork, WebhookSettings settings,
            InstantSource clock) {
        var endpoints = new MongoWebhookEndpointStore(foundation.room());
        var deliveries = new MongoWebhookDeliveryStore(foundation.room());
        var resolver = new SystemResolver();
        var sender = new WebhookSender(settings.addresses(), resolver, settings.answerWithin(), trust());
        var parts = new WebhookParts(endpoints, deliveries, new MongoLaneStore(foundation.room()),
                new MongoEventCursorStore(foundation.room()), foundation.events(), foundation.seal(), sender,
                resolver, foundation.commands(), foundation.ids(), settings, clock);
        var served = parts.serve(longWork);
        EventCatalog catalog = EventCatalog.read();
        new EventTypeRoutes(catalog).register(router);
        new WebhookRoutes(served.endpoints(), served.deliveries(), catalog, foundation.cursors()).register(router);
        return new WebhookRooms(served.fanOut(), served.dispatcher(), served.replay(), deliveries, sender, resolver);
    }

    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has a default TLS context", e);
        }
    }
}
