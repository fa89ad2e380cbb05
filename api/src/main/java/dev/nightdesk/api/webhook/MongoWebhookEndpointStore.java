package dev.nightdesk.api.webhook;

import com.mongodb.client.model.Projections;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Sort;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;

/** Webhook endpoints in the collection {@code webhook_endpoints}. */
public final class MongoWebhookEndpointStore extends MongoAggregateStore<WebhookEndpoint>
        implements WebhookEndpointStore {
    private static final Indexes INDEXES = new Indexes().on("w", "-created_at", "-_id")
            .uniqueWherePresent("w", "place");

    /** A store in the room. */
    public MongoWebhookEndpointStore(MongoRoom room) {
        super(room.aggregates("webhook_endpoints", new Mapping(), INDEXES));
    }

    @Override
    public Page<WebhookEndpoint> list(String workspaceId, Optional<Position> from, int limit) {
        return Sort.NEWEST_FIRST.page(collection(), new Document("w", workspaceId), from, limit, this::read);
    }

    /** Whoever was deleted holds no place. */
    @Override
    public List<WebhookEndpoint> all(String workspaceId) {
        return collection().find(placed(workspaceId)).limit(WebhookEndpoint.MOST).map(this::read)
                .into(new ArrayList<>());
    }

    @Override
    public Set<Integer> placesTaken(String workspaceId) {
        return collection().find(placed(workspaceId)).projection(Projections.include("place"))
                .map(document -> document.getInteger("place")).into(new HashSet<>());
    }

    private static Document placed(String workspaceId) {
        return new Document("w", workspaceId).append("place", new Document("$exists", true));
    }

    private static final class Mapping implements DocumentMapping<WebhookEndpoint> {
        @Override
        public Document write(WebhookEndpoint value) {
            WebhookEndpointFields fields = value.fields();
            return new Document("url", fields.url()).append("event_types", fields.eventTypes().patterns())
                    .append("description", fields.description()).append("payload", Values.name(fields.payload()))
                    .append("ordered", fields.ordered()).append("concurrency", fields.concurrency())
                    .append("metadata", new Document(fields.metadata()))
                    .append("secrets", value.secrets().stream().map(Mapping::secret).toList())
                    .append("disabled_at", Values.date(value.disabled().map(EndpointHealth.Disabled::at).orElse(null)))
                    .append("disabled_for",
                            Values.name(value.disabled().map(EndpointHealth.Disabled::reason).orElse(null)))
                    .append("listens_after", value.listensAfter()).append("place", value.place())
                    .append("created_at", Values.date(value.createdAt()))
                    .append("updated_at", Values.date(value.updatedAt()));
        }

        @Override
        public WebhookEndpoint read(Document document) {
            WebhookEndpointFields fields = new WebhookEndpointFields(document.getString("url"),
                    new EventTypeFilter(Values.texts(document, "event_types")), document.getString("description"),
                    Values.constant(document, "payload", WebhookBody.Payload.class), document.getBoolean("ordered"),
                    document.getInteger("concurrency"), Values.metadata(document, "metadata"));
            Instant disabledAt = Values.instant(document, "disabled_at");
            return new WebhookEndpoint(document.getString("_id"), document.getString("w"), fields,
                    document.getList("secrets", Document.class).stream().map(Mapping::secret).toList(),
                    Optional.ofNullable(disabledAt).map(at -> new EndpointHealth.Disabled(at,
                            Values.constant(document, "disabled_for", EndpointHealth.Reason.class))),
                    document.getLong("listens_after"), document.getInteger("place"), document.getLong("v"),
                    Values.instant(document, "created_at"), Values.instant(document, "updated_at"));
        }

        private static Document secret(SealedSecret secret) {
            Document document = new Document("sealed", new Binary(secret.sealed()));
            return secret.until() == null ? document : document.append("until", Values.date(secret.until()));
        }

        private static SealedSecret secret(Document document) {
            return new SealedSecret(document.get("sealed", Binary.class).getData(), Values.instant(document, "until"));
        }
    }
}
