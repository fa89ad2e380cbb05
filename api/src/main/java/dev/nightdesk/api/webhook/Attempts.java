package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.auth.Seal;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventJson;
import dev.nightdesk.api.platform.event.EventLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes attempts. The body is what the log says of the event at that moment: the same bytes each time, until a
 * redaction or an erasure takes something out, which then reaches no receiver any more.
 */
final class Attempts {
    private static final System.Logger LOG = System.getLogger(Attempts.class.getName());

    private final EventLog events;
    private final SecretSeal seal;
    private final WebhookSender sender;

    Attempts(EventLog events, SecretSeal seal, WebhookSender sender) {
        this.events = events;
        this.seal = seal;
        this.sender = sender;
    }

    /** The bodies of deliveries of one workspace, by the deliveries' ids; none where the event is past retention. */
    Map<String, byte[]> bodies(String workspaceId, List<WebhookDelivery> deliveries) {
        Map<String, Event> logged = new HashMap<>();
        events.findAll(workspaceId, deliveries.stream().filter(delivery -> delivery.testEvent() == null)
                .map(WebhookDelivery::eventId).toList()).forEach(event -> logged.put(event.id(), event));
        Map<String, byte[]> bodies = new HashMap<>();
        for (WebhookDelivery delivery : deliveries) {
            Event event = logged.get(delivery.eventId());
            String json = event == null ? delivery.testEvent() : EventJson.body(event).text();
            if (json != null) {
                bodies.put(delivery.id(),
                        WebhookBody.of(json.getBytes(StandardCharsets.UTF_8), delivery.payload()));
            }
        }
        return bodies;
    }

    /** One attempt; whatever happens is a result. */
    AttemptResult make(WebhookEndpoint endpoint, WebhookDelivery delivery, Optional<byte[]> body, Instant now) {
        if (body.isEmpty()) {
            return AttemptResult.failed(FailureKind.EVENT_EXPIRED, Duration.ZERO);
        }
        try {
            return sender.send(delivery.eventId(), endpoint.fields().url(), body.get(),
                    seal.open(endpoint).activeAt(now), now);
        } catch (Seal.SealBroken e) {
            LOG.log(System.Logger.Level.ERROR, "the secret of " + endpoint.id() + " does not open", e);
            return AttemptResult.failed(FailureKind.INTERNAL, Duration.ZERO);
        }
    }
}
