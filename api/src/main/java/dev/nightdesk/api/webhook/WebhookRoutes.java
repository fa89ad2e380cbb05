package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.event.EventCatalog;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.id.ResourceType;

/** The routes of webhook endpoints and their deliveries. */
public final class WebhookRoutes {
    private static final String ENDPOINT = "webhook_endpoint_id";
    private static final String DELIVERY = "webhook_delivery_id";

    private final WebhookEndpointService endpoints;
    private final WebhookDeliveryService deliveries;
    private final WebhookEndpointJson json;
    private final Cursors cursors;

    /** Routes to the services. */
    public WebhookRoutes(WebhookEndpointService endpoints, WebhookDeliveryService deliveries, EventCatalog catalog,
            Cursors cursors) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.json = new WebhookEndpointJson(catalog);
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.CREATE_WEBHOOK_ENDPOINT, this::create)
                .on(Operation.LIST_WEBHOOK_ENDPOINTS, this::list)
                .on(Operation.GET_WEBHOOK_ENDPOINT, this::get, this::endpointVisible)
                .on(Operation.UPDATE_WEBHOOK_ENDPOINT, this::update, this::endpointVisible)
                .on(Operation.DELETE_WEBHOOK_ENDPOINT, this::delete, this::endpointVisible)
                .on(Operation.ROTATE_WEBHOOK_SECRET, this::rotate, this::endpointVisible)
                .on(Operation.TEST_WEBHOOK_ENDPOINT, this::test, this::endpointVisible)
                .on(Operation.REPLAY_WEBHOOK_ENDPOINT, this::replay, this::endpointVisible)
                .on(Operation.LIST_WEBHOOK_DELIVERIES, this::listDeliveries, this::endpointVisible)
                .on(Operation.GET_WEBHOOK_DELIVERY, this::getDelivery, this::deliveryVisible)
                .on(Operation.RESEND_WEBHOOK_DELIVERY, this::resend, this::deliveryVisible);
    }

    private boolean endpointVisible(Call call) {
        return endpoints.exists(call.workspaceId(), call.parameter(ENDPOINT));
    }

    private boolean deliveryVisible(Call call) {
        return deliveries.exists(call.workspaceId(), call.parameter(DELIVERY));
    }

    private Answer create(Call call) {
        call.query().check();
        return endpoints.create(call, json.create(call.fields()));
    }

    private Answer list(Call call) {
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        call.query().check();
        return Page.answer(endpoints.list(call, from, limit), call, cursors);
    }

    private Answer get(Call call) {
        call.query().check();
        WebhookEndpoint endpoint = endpoints.get(call, call.parameter(ENDPOINT));
        return call.conditional(endpoint.version(), () -> Answer.ok(endpoints.view(endpoint)));
    }

    private Answer update(Call call) {
        call.query().check();
        return endpoints.update(call, call.parameter(ENDPOINT), present -> json.update(call.fields(), present));
    }

    private Answer delete(Call call) {
        call.query().check();
        return endpoints.delete(call, call.parameter(ENDPOINT));
    }

    private Answer rotate(Call call) {
        call.query().check();
        call.fields().check();
        return endpoints.rotate(call, call.parameter(ENDPOINT));
    }

    private Answer test(Call call) {
        call.query().check();
        call.fields().check();
        return deliveries.test(call, call.parameter(ENDPOINT));
    }

    private Answer replay(Call call) {
        call.query().check();
        return endpoints.replay(call, call.parameter(ENDPOINT), WebhookEndpointJson.replay(call.fields()));
    }

    private Answer listDeliveries(Call call) {
        var filter = new WebhookDeliveryStore.Filter(
                call.query().choice("state", WebhookDeliveryStore.Standing.class), call.query().text("event_id", 40));
        filter.eventId().filter(id -> !ResourceType.EVENT.matches(id)).ifPresent(id -> {
            throw Problem.invalidParameter("event_id", "format", "must be the id of an event");
        });
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        call.query().check();
        return Page.answer(deliveries.list(call, call.parameter(ENDPOINT), filter, from, limit), call, cursors);
    }

    private Answer getDelivery(Call call) {
        call.query().check();
        WebhookDelivery delivery = deliveries.get(call, call.parameter(DELIVERY));
        return call.conditional(delivery.version(), () -> Answer.ok(WebhookDeliveryJson.view(delivery)));
    }

    private Answer resend(Call call) {
        call.query().check();
        call.fields().check();
        return deliveries.resend(call, call.parameter(DELIVERY));
    }
}
