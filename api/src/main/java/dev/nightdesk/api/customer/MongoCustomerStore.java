package dev.nightdesk.api.customer;

import com.mongodb.client.model.Projections;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Sort;
import dev.nightdesk.api.platform.mongo.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Customers in the collection {@code customers}. */
public final class MongoCustomerStore extends MongoAggregateStore<Customer> implements CustomerStore {
    /** Each is there for a moment only. */
    private static final int MOST_RETURNING = 100;
    private static final Indexes INDEXES = new Indexes()
            .on("w", "live", "-created_at", "-_id")
            .on("w", "live", "-updated_at", "-_id")
            .on("w", "live", "organization_id", "-created_at", "-_id")
            .on("w", "live", "tier", "-created_at", "-_id")
            .on("w", "live", "tags", "-created_at", "-_id")
            .wherePresent("w", "external_id")
            .wherePresent("w", "merged_into")
            .wherePresent("w", "merge_through")
            .uniqueWherePresent("w", "identity_keys");

    /** A store in the room. */
    public MongoCustomerStore(MongoRoom room) {
        super(room.aggregates("customers", new MongoCustomerMapping(), INDEXES));
    }

    @Override
    public Page<Customer> list(String workspaceId, Filter filter, Optional<Position> from, int limit) {
        Document query = live(workspaceId);
        filter.organizationId().ifPresent(id -> query.append("organization_id", id));
        filter.tier().ifPresent(tier -> query.append("tier", tier));
        filter.tag().ifPresent(tag -> query.append("tags", tag));
        filter.externalId().ifPresent(externalId -> query.append("external_id", externalId));
        filter.blocked().ifPresent(blocked -> query.append("blocked", blocked));
        Values.narrow(query, "created_at", filter.createdAt());
        Values.narrow(query, "updated_at", filter.updatedAt());
        return Sort.of(filter.order()).page(collection(), query, from, limit, this::read);
    }

    @Override
    public Optional<Customer> reserving(String workspaceId, String key) {
        return Optional.ofNullable(collection().find(new Document("w", workspaceId).append("identity_keys", key))
                .first()).map(this::read);
    }

    @Override
    public Optional<Customer> mergedInto(String workspaceId, String survivorId) {
        return Optional.ofNullable(collection().find(new Document("w", workspaceId).append("merged_into", survivorId)
                .append("live", new Document("$exists", false))).first()).map(this::read);
    }

    @Override
    public List<String> returning(String workspaceId, String through) {
        return collection().find(new Document("w", workspaceId).append("merge_through", through))
                .projection(Projections.include("_id")).limit(MOST_RETURNING)
                .map(document -> document.getString("_id")).into(new ArrayList<>());
    }

    @Override
    public boolean anythingOf(String workspaceId, String id) {
        return idOf(new Document("_id", id).append("w", workspaceId)).isPresent();
    }

    @Override
    public boolean anyOf(String workspaceId, String organizationId) {
        return idOf(live(workspaceId).append("organization_id", organizationId)).isPresent();
    }

    private static Document live(String workspaceId) {
        return new Document("w", workspaceId).append("live", true);
    }
}
