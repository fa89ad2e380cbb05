package dev.nightdesk.api.webhook;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.mongo.Deletions;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Sort;
import dev.nightdesk.api.platform.mongo.Values;
import dev.nightdesk.api.webhook.DeliveryState.Failed;
import dev.nightdesk.api.webhook.DeliveryState.InFlight;
import dev.nightdesk.api.webhook.DeliveryState.Succeeded;
import dev.nightdesk.api.webhook.DeliveryState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * Deliveries in the collection {@code webhook_deliveries}. {@code due_at} is from when a worker may take one and is
 * absent once it is finished, so the indexes that workers use hold unfinished ones only.
 */
public final class MongoWebhookDeliveryStore extends MongoAggregateStore<WebhookDelivery>
        implements WebhookDeliveryStore {
    private static final Indexes INDEXES = new Indexes().unique("w", "endpoint", "event")
            .on("w", "endpoint", "-created_at", "-_id").on("w", "endpoint", "state", "-created_at", "-_id")
            .wherePresent("w", "endpoint", "due_at")
            .wherePresent("w", "endpoint", "conversation", "sequence", "due_at").on("created_at");

    /** A store in the room. */
    public MongoWebhookDeliveryStore(MongoRoom room) {
        super(room.aggregates("webhook_deliveries", new Mapping(), INDEXES));
    }

    @Override
    public Page<WebhookDelivery> list(String workspaceId, String endpointId, Filter filter, Optional<Position> from,
            int limit) {
        Document query = of(workspaceId, endpointId);
        filter.state().ifPresent(state -> query.append("state", state.name()));
        filter.eventId().ifPresent(event -> query.append("event", event));
        return Sort.NEWEST_FIRST.page(collection(), query, from, limit, this::read);
    }

    @Override
    public List<String> plan(List<WebhookDelivery> deliveries) {
        return insertAll(deliveries);
    }

    @Override
    public List<WebhookDelivery> claimable(String workspaceId, String endpointId, Instant now, int most) {
        return collection().find(of(workspaceId, endpointId).append("due_at", new Document("$lte", Values.date(now))))
                .sort(Sorts.ascending("due_at")).limit(most).map(this::read).into(new ArrayList<>());
    }

    @Override
    public Optional<Instant> nextClaimable(String workspaceId, String endpointId) {
        return Optional.ofNullable(collection().find(unfinished(of(workspaceId, endpointId)))
                .projection(Projections.include("due_at")).sort(Sorts.ascending("due_at")).first())
                .map(document -> Values.instant(document, "due_at"));
    }

    @Override
    public Optional<WebhookDelivery> head(String workspaceId, String endpointId, String conversationId) {
        return Optional.ofNullable(collection().find(unfinished(of(workspaceId, endpointId)
                .append("conversation", conversationId))).sort(Sorts.ascending("sequence")).first()).map(this::read);
    }

    /** One step of the index for each conversation, however many deliveries wait in it. */
    @Override
    public List<WebhookDelivery> heads(String workspaceId, String endpointId, String afterConversation, int most) {
        List<WebhookDelivery> heads = new ArrayList<>();
        String place = afterConversation;
        while (heads.size() < most) {
            Document next = collection().find(unfinished(of(workspaceId, endpointId)
                    .append("conversation", new Document("$gt", place))))
                    .sort(Sorts.ascending("conversation", "sequence")).first();
            if (next == null) {
                return heads;
            }
            heads.add(read(next));
            place = next.getString("conversation");
        }
        return heads;
    }

    @Override
    public List<WebhookDelivery> replace(List<WebhookDelivery> changed) {
        return replaceAll(changed);
    }

    @Override
    public int removeOf(String workspaceId, String endpointId, int most) {
        return Deletions.some(collection(), of(workspaceId, endpointId), most);
    }

    @Override
    public int purge(Instant before, int most) {
        return Deletions.some(collection(), new Document("created_at", new Document("$lt", Values.date(before)))
                .append("due_at", new Document("$exists", false)), most);
    }

    private static Document of(String workspaceId, String endpointId) {
        return new Document("w", workspaceId).append("endpoint", endpointId);
    }

    private static Document unfinished(Document query) {
        return query.append("due_at", new Document("$exists", true));
    }

    private static final class Mapping implements DocumentMapping<WebhookDelivery> {
        @Override
        public Document write(WebhookDelivery value) {
            Delivery delivery = value.delivery();
            Delivery.Subject subject = delivery.subject();
            return new Document("endpoint", subject.endpointId()).append("event", subject.eventId())
                    .append("type", subject.eventType()).append("sequence", subject.sequence())
                    .append("conversation", subject.conversationId().orElse(null))
                    .append("state", Standing.of(delivery.state()).name())
                    .append("due_at", Values.date(value.claimableAt().orElse(null)))
                    .append("worker", delivery.state() instanceof InFlight held ? held.worker() : null)
                    .append("ended_at", Values.date(endedAt(delivery.state())))
                    .append("attempts", delivery.attempts()).append("round", delivery.round())
                    .append("fence", delivery.fence()).append("payload", Values.name(value.payload()))
                    .append("test", value.testEvent())
                    .append("log", value.log().stream().map(Mapping::attempt).toList())
                    .append("created_at", Values.date(value.createdAt()))
                    .append("updated_at", Values.date(value.updatedAt()));
        }

        @Override
        public WebhookDelivery read(Document document) {
            var subject = new Delivery.Subject(document.getString("w"), document.getString("endpoint"),
                    document.getString("event"), document.getString("type"), document.getLong("sequence"),
                    Optional.ofNullable(document.getString("conversation")));
            return new WebhookDelivery(new Delivery(document.getString("_id"), subject, state(document),
                    document.getInteger("attempts"), document.getInteger("round"), document.getLong("fence")),
                    Values.constant(document, "payload", WebhookBody.Payload.class), document.getString("test"),
                    document.getList("log", Document.class, List.of()).stream().map(Mapping::attempt).toList(),
                    document.getLong("v"), Values.instant(document, "created_at"),
                    Values.instant(document, "updated_at"));
        }

        private static DeliveryState state(Document document) {
            Instant dueAt = Values.instant(document, "due_at");
            Instant endedAt = Values.instant(document, "ended_at");
            return switch (Values.constant(document, "state", Standing.class)) {
                case WAITING -> new Waiting(dueAt);
                case IN_FLIGHT -> new InFlight(document.getString("worker"), dueAt);
                case SUCCEEDED -> new Succeeded(endedAt);
                case FAILED -> new Failed(endedAt);
            };
        }

        private static Instant endedAt(DeliveryState state) {
            return switch (state) {
                case Succeeded succeeded -> succeeded.at();
                case Failed failed -> failed.at();
                case Waiting ignored -> null;
                case InFlight ignored -> null;
            };
        }

        private static Document attempt(Attempt attempt) {
            return new Document("n", attempt.number()).append("at", Values.date(attempt.startedAt()))
                    .append("ms", attempt.latency().toMillis()).append("status", attempt.status())
                    .append("failure", Values.name(attempt.failure())).append("excerpt", attempt.excerpt());
        }

        private static Attempt attempt(Document document) {
            return new Attempt(document.getInteger("n"), Values.instant(document, "at"),
                    Duration.ofMillis(document.getLong("ms")), document.getInteger("status"),
                    Values.constant(document, "failure", FailureKind.class), document.getString("excerpt"));
        }
    }
}
