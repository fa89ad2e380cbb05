package dev.nightdesk.api.webhook;

import dev.nightdesk.api.audit.AuditEntry;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.util.Optional;

/** Switches off endpoints whose receivers want no more or have failed for too long, and tells so. */
final class FailedEndpoints implements LaneRoom.EndpointSwitch {
    /** Also of those that somebody switches off. */
    static final String DISABLED = "webhook_endpoint.disabled";
    private static final String ACTION = "disableWebhookEndpoint";

    private final WebhookEndpointStore store;
    private final Commands commands;
    private final Ids ids;

    FailedEndpoints(WebhookEndpointStore store, Commands commands, Ids ids) {
        this.store = store;
        this.commands = commands;
        this.ids = ids;
    }

    @Override
    public void disable(String workspaceId, String endpointId, EndpointHealth.Disabled reason,
            Optional<Instant> failingSince, Instant now) {
        commands.apply(store, workspaceId, endpointId, now, endpoint -> {
            WebhookEndpoint off = endpoint.disable(reason, now);
            if (off.version() == endpoint.version()) {
                return Optional.empty();
            }
            RawJson json = WebhookEndpointJson.view(off, failingSince);
            return Optional.of(Effect.of(off, null).event(WebhookEndpointService.event(DISABLED, json))
                    .with(AuditEntry.COLLECTION, AuditEntry.bySystem(ids.next(ResourceType.AUDIT_ENTRY, now),
                            workspaceId, ACTION, ResourceType.WEBHOOK_ENDPOINT, endpointId,
                            WebhookEndpointJson.view(endpoint, failingSince), json, now)));
        });
    }
}
