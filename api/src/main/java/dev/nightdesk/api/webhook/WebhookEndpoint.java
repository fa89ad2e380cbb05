package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An address that a workspace's events are posted to.
 *
 * @param secrets the current one first
 * @param disabled when and why it was switched off; empty while it is on
 * @param listensAfter the last event that happened before it was made
 * @param place which of the workspace's places for endpoints it holds
 */
public record WebhookEndpoint(String id, String workspaceId, WebhookEndpointFields fields, List<SealedSecret> secrets,
        Optional<EndpointHealth.Disabled> disabled, long listensAfter, int place, long version, Instant createdAt,
        Instant updatedAt) implements Aggregate {
    /** How many one workspace may have. */
    public static final int MOST = 100;

    public WebhookEndpoint {
        secrets = List.copyOf(secrets);
    }

    /** A new endpoint, on or off. */
    static WebhookEndpoint create(String id, String workspaceId, WebhookEndpointFields fields,
            List<SealedSecret> secrets, boolean on, long listensAfter, int place, Instant now) {
        return new WebhookEndpoint(id, workspaceId, fields, secrets, on ? Optional.empty() : requested(now),
                listensAfter, place, 1, now, now);
    }

    /** Whether events are posted. */
    public boolean enabled() {
        return disabled.isEmpty();
    }

    /** Whether this event is to be posted to it. */
    boolean wants(Event event) {
        return enabled() && event.sequence() > listensAfter && fields.eventTypes().accepts(event.draft().type());
    }

    /** The endpoint with these fields, on or off; itself when nothing changes. */
    WebhookEndpoint update(WebhookEndpointFields changed, boolean on, Instant now) {
        if (changed.equals(fields) && on == enabled()) {
            return this;
        }
        Optional<EndpointHealth.Disabled> off = on ? Optional.empty() : disabled.or(() -> requested(now));
        return new WebhookEndpoint(id, workspaceId, changed, secrets, off, listensAfter, place, version + 1, createdAt,
                now);
    }

    /** The endpoint, switched off for its receiver's sake; itself when it is off. */
    WebhookEndpoint disable(EndpointHealth.Disabled reason, Instant now) {
        return disabled.isPresent() ? this : new WebhookEndpoint(id, workspaceId, fields, secrets, Optional.of(reason),
                listensAfter, place, version + 1, createdAt, now);
    }

    /** The endpoint with other secrets. */
    WebhookEndpoint rotate(List<SealedSecret> changed, Instant now) {
        return new WebhookEndpoint(id, workspaceId, fields, changed, disabled, listensAfter, place, version + 1,
                createdAt, now);
    }

    private static Optional<EndpointHealth.Disabled> requested(Instant now) {
        return Optional.of(new EndpointHealth.Disabled(now, EndpointHealth.Reason.REQUESTED));
    }
}
