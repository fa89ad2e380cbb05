package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.AddressNotAllowedException;
import dev.nightdesk.sdk.error.IllegalTransitionException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NotFoundException;
import dev.nightdesk.sdk.error.PreconditionFailedException;
import dev.nightdesk.sdk.model.ListWebhookDeliveriesParams;
import dev.nightdesk.sdk.model.ListWebhookEndpointsParams;
import dev.nightdesk.sdk.model.Operation;
import dev.nightdesk.sdk.model.WebhookDelivery;
import dev.nightdesk.sdk.model.WebhookDeliveryList;
import dev.nightdesk.sdk.model.WebhookEndpoint;
import dev.nightdesk.sdk.model.WebhookEndpointCreate;
import dev.nightdesk.sdk.model.WebhookEndpointList;
import dev.nightdesk.sdk.model.WebhookEndpointUpdate;
import dev.nightdesk.sdk.model.WebhookReplay;
import dev.nightdesk.sdk.request.WebhooksRequests;

/**
 * Addresses of yours that events are posted to. Every method throws a {@link NightdeskException} when it fails.
 */
public final class WebhookEndpoints {

    private final Nightdesk nightdesk;

    WebhookEndpoints(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /**
     * Makes an endpoint. Its {@code secret()} is in this answer only.
     *
     * @throws AddressNotAllowedException when the URL may not be called
     */
    public WebhookEndpoint create(WebhookEndpointCreate endpoint, RequestOption... options) {
        return nightdesk.send(WebhooksRequests.createWebhookEndpoint(endpoint), options).value();
    }

    /**
     * Reads an endpoint, without its secret.
     *
     * @throws NotFoundException when there is none
     */
    public WebhookEndpoint get(String id, RequestOption... options) {
        return nightdesk.send(WebhooksRequests.getWebhookEndpoint(id), options).value();
    }

    /** All endpoints, newest first. */
    public Page<WebhookEndpoint> list(RequestOption... options) {
        return list(ListWebhookEndpointsParams.builder().build(), options);
    }

    /** As {@code list}, with page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<WebhookEndpoint> list(ListWebhookEndpointsParams params, RequestOption... options) {
        WebhookEndpointList page = nightdesk.send(WebhooksRequests.listWebhookEndpoints(params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }

    /**
     * Changes an endpoint, if it is still as it was read: its version goes along as {@code If-Match}.
     *
     * @throws PreconditionFailedException when it has changed since; read it and try again
     */
    public WebhookEndpoint update(WebhookEndpoint current, WebhookEndpointUpdate changes, RequestOption... options) {
        return update(current.id(), ETags.of(current.version()), changes, options);
    }

    /**
     * Changes an endpoint.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to change it whatever it is now
     * @throws PreconditionFailedException when it has another version
     */
    public WebhookEndpoint update(
            String id, String ifMatch, WebhookEndpointUpdate changes, RequestOption... options) {
        return nightdesk.send(WebhooksRequests.updateWebhookEndpoint(id, ifMatch, changes), options).value();
    }

    /**
     * Removes an endpoint with its deliveries.
     *
     * @param ifMatch the {@code ETag} that was read, or {@code *} to delete it whatever it is now
     */
    public void delete(String id, String ifMatch, RequestOption... options) {
        nightdesk.send(WebhooksRequests.deleteWebhookEndpoint(id, ifMatch), options);
    }

    /** Makes a new secret, shown in this answer only; the present one signs beside it for 24 hours. */
    public WebhookEndpoint rotateSecret(String id, RequestOption... options) {
        return nightdesk.send(WebhooksRequests.rotateWebhookSecret(id), options).value();
    }

    /**
     * Posts a test event to this endpoint.
     *
     * @throws IllegalTransitionException when the endpoint is switched off
     */
    public WebhookDelivery test(String id, RequestOption... options) {
        return nightdesk.send(WebhooksRequests.testWebhookEndpoint(id), options).value();
    }

    /** Delivers a range of the log again. The answer is the operation that queues it. */
    public Operation replay(String id, WebhookReplay range, RequestOption... options) {
        return nightdesk.send(WebhooksRequests.replayWebhookEndpoint(id, range), options).value();
    }

    /** What was or will be posted to the endpoint, newest first, without the attempts. */
    public Page<WebhookDelivery> deliveries(String id, RequestOption... options) {
        return deliveries(id, ListWebhookDeliveriesParams.builder().build(), options);
    }

    /** As {@code deliveries}, with filters. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<WebhookDelivery> deliveries(
            String id, ListWebhookDeliveriesParams params, RequestOption... options) {
        WebhookDeliveryList page =
                nightdesk.send(WebhooksRequests.listWebhookDeliveries(id, params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> deliveries(id, params.toBuilder().cursor(next).build(), options));
    }

    /** Reads a delivery with its attempts. */
    public WebhookDelivery delivery(String deliveryId, RequestOption... options) {
        return nightdesk.send(WebhooksRequests.getWebhookDelivery(deliveryId), options).value();
    }

    /**
     * Sends a delivery again at once, with a full schedule of attempts ahead.
     *
     * @throws IllegalTransitionException while it is in flight, or its endpoint is switched off
     */
    public WebhookDelivery resend(String deliveryId, RequestOption... options) {
        return nightdesk.send(WebhooksRequests.resendWebhookDelivery(deliveryId), options).value();
    }
}
