package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.webhook.DeliveryState.Failed;
import dev.nightdesk.api.webhook.DeliveryState.InFlight;
import dev.nightdesk.api.webhook.DeliveryState.Succeeded;
import dev.nightdesk.api.webhook.DeliveryState.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The wire shape of deliveries. */
final class WebhookDeliveryJson {
    private WebhookDeliveryJson() {
    }

    /** What is sent in lists. */
    public record View(String id, String object, String endpointId, String eventId, String eventType,
            long eventSequence, String state, int attemptCount, Instant nextAttemptAt, Instant finishedAt, long version,
            Instant createdAt, Instant updatedAt) {
    }

    /** One attempt. */
    public record AttemptView(int number, Instant startedAt, long durationMs, Integer status, String failure,
            String responseExcerpt) {
    }

    /** A delivery without its attempts. */
    static RawJson row(WebhookDelivery value) {
        Delivery.Subject subject = value.delivery().subject();
        DeliveryState state = value.delivery().state();
        return RawJson.of(Json.write(new View(value.id(), "webhook_delivery", subject.endpointId(), subject.eventId(),
                subject.eventType(), subject.sequence(), Fields.wireName(WebhookDeliveryStore.Standing.of(state)),
                value.delivery().attempts(), dueAt(state), endedAt(state), value.version(), value.createdAt(),
                value.updatedAt())));
    }

    /** A delivery with its attempts. */
    static RawJson view(WebhookDelivery value) {
        List<AttemptView> attempts = value.log().stream().map(WebhookDeliveryJson::view).toList();
        return row(value).with("attempts", new String(Json.write(attempts), StandardCharsets.UTF_8));
    }

    private static AttemptView view(Attempt attempt) {
        return new AttemptView(attempt.number(), attempt.startedAt(), attempt.latency().toMillis(), attempt.status(),
                attempt.failure() == null ? null : attempt.failure().word(), attempt.excerpt());
    }

    private static Instant dueAt(DeliveryState state) {
        return switch (state) {
            case Waiting waiting -> waiting.dueAt();
            case InFlight ignored -> null;
            case Succeeded ignored -> null;
            case Failed ignored -> null;
        };
    }

    private static Instant endedAt(DeliveryState state) {
        return switch (state) {
            case Waiting ignored -> null;
            case InFlight ignored -> null;
            case Succeeded succeeded -> succeeded.at();
            case Failed failed -> failed.at();
        };
    }
}
