package dev.nightdesk.api.webhook;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Lanes in {@code webhook_lanes}: {@code next_at} is when there is something to do, {@code free_at} ends a claim,
 * {@code returned_fence} is that of the last claim that was given back with all called.
 */
public final class MongoLaneStore implements LaneStore {
    private static final Indexes INDEXES = new Indexes().on("w").on("next_at");
    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<Document> collection;

    /** A store in the room. */
    public MongoLaneStore(MongoRoom room) {
        collection = room.mongo().collection("webhook_lanes");
        INDEXES.create(collection);
    }

    @Override
    public void signal(String workspaceId, Collection<String> endpointIds, Instant now) {
        List<WriteModel<Document>> models = new ArrayList<>();
        for (String id : endpointIds) {
            models.add(new UpdateOneModel<>(Filters.eq("_id", id), Updates.combine(
                    Updates.min("next_at", Values.date(now)), Updates.inc("signals", 1L),
                    Updates.setOnInsert("w", workspaceId), Updates.setOnInsert("fence", 0L),
                    Updates.setOnInsert("returned_fence", 0L),
                    Updates.setOnInsert("free_at", Values.date(Instant.EPOCH))), new UpdateOptions().upsert(true)));
        }
        if (!models.isEmpty()) {
            collection.bulkWrite(models, new BulkWriteOptions().ordered(false));
        }
    }

    @Override
    public List<String> due(Instant now, int most) {
        return collection.find(due(now)).projection(Projections.include("_id")).sort(Sorts.ascending("next_at"))
                .limit(most).map(document -> document.getString("_id")).into(new ArrayList<>());
    }

    /** A claim moves {@code next_at} to its end, where the lane is found again if its holder dies. */
    @Override
    public Optional<Lane> claim(String endpointId, String worker, Instant now, Instant until) {
        return Optional.ofNullable(collection.findOneAndUpdate(Filters.and(Filters.eq("_id", endpointId), due(now)),
                Updates.combine(Updates.set("free_at", Values.date(until)), Updates.set("next_at", Values.date(until)),
                        Updates.set("worker", worker), Updates.inc("fence", 1L)), AFTER)).map(MongoLaneStore::read);
    }

    @Override
    public Optional<Lane> renew(Lane lane, Instant until) {
        return Optional.ofNullable(collection.findOneAndUpdate(held(lane), Updates.combine(
                Updates.set("free_at", Values.date(until)), Updates.set("next_at", Values.date(until))), AFTER))
                .map(MongoLaneStore::read);
    }

    @Override
    public boolean release(Lane lane, Instant now, Instant nextAt, boolean allCalled) {
        List<Bson> changes = new ArrayList<>(List.of(Updates.set("free_at", Values.date(now)),
                Updates.set("next_at", Values.date(nextAt))));
        if (allCalled) {
            changes.add(Updates.set("returned_fence", lane.fence()));
        }
        return collection.updateOne(Filters.and(held(lane), Filters.eq("signals", lane.signals())),
                Updates.combine(changes)).getMatchedCount() == 1;
    }

    @Override
    public void failing(Lane lane, Optional<Instant> since) {
        collection.updateOne(held(lane), since.map(at -> Updates.set("failing_since", Values.date(at)))
                .orElse(Updates.unset("failing_since")));
    }

    @Override
    public void forgive(String workspaceId, String endpointId, Instant now) {
        collection.updateOne(Filters.eq("_id", endpointId), Updates.unset("failing_since"));
        signal(workspaceId, List.of(endpointId), now);
    }

    @Override
    public Map<String, Instant> failing(Collection<String> endpointIds) {
        Map<String, Instant> failing = new HashMap<>();
        collection.find(Filters.and(Filters.in("_id", endpointIds), Filters.exists("failing_since")))
                .projection(Projections.include("failing_since"))
                .forEach(document -> failing.put(document.getString("_id"), Values.instant(document, "failing_since")));
        return failing;
    }

    @Override
    public void remove(Lane lane) {
        collection.deleteOne(held(lane));
    }

    private static Bson due(Instant now) {
        return Filters.and(Filters.lte("next_at", Values.date(now)), Filters.lte("free_at", Values.date(now)));
    }

    private static Bson held(Lane lane) {
        return Filters.and(Filters.eq("_id", lane.endpointId()), Filters.eq("fence", lane.fence()));
    }

    private static Lane read(Document document) {
        long fence = document.getLong("fence");
        return new Lane(document.getString("_id"), document.getString("w"), fence, document.getLong("signals"),
                Optional.ofNullable(Values.instant(document, "failing_since")),
                !Objects.equals(document.getLong("returned_fence"), fence - 1));
    }
}
