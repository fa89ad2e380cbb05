package dev.nightdesk.api.operation;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.mongo.Deletions;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;

/** Operations in the collection {@code operations}. */
public final class MongoOperationStore extends MongoAggregateStore<Operation> implements OperationStore {
    private static final Indexes INDEXES = new Indexes().on("w", "-created_at", "-_id").wherePresent("free_at")
            .wherePresent("finished_at");

    /** A store in the room. */
    public MongoOperationStore(MongoRoom room) {
        super(room.aggregates(COLLECTION, new Mapping(), INDEXES));
        room.outboxes().companions(COLLECTION, new Mapping());
    }

    @Override
    public List<Operation> free(Set<OperationKind> kinds, Instant now, int most) {
        return collection().find(Filters.and(Filters.lte("free_at", Values.date(now)),
                Filters.in("kind", kinds.stream().map(Values::name).toList()))).sort(Sorts.ascending("free_at"))
                .limit(most).map(this::read).into(new ArrayList<>());
    }

    @Override
    public boolean unfinished(OperationKind kind, String testClockId) {
        return collection().find(Filters.and(Filters.exists("free_at"), Filters.eq("kind", Values.name(kind)),
                Filters.eq("test_clock_id", testClockId))).projection(Projections.include("_id")).first() != null;
    }

    @Override
    public int purge(Instant before, int most) {
        return Deletions.some(collection(), Filters.lt("finished_at", Values.date(before)), most);
    }

    private static final class Mapping implements DocumentMapping<Operation> {
        @Override
        public Document write(Operation value) {
            OperationOrder order = value.order();
            OperationFailure failure = value.failure();
            return new Document("kind", Values.name(order.kind())).append("target", Values.name(order.target()))
                    .append("target_id", order.targetId()).append("request_id", order.requestId())
                    .append("test_clock_id", order.testClockId())
                    .append("memory", new Document(Map.copyOf(value.memory()))).append("progress", value.progress())
                    .append("affected", new Document(Map.copyOf(value.affected())))
                    .append("failure", failure == null ? null
                            : new Document("code", Values.name(failure.code())).append("detail", failure.detail()))
                    .append("free_at", Values.date(value.freeAt())).append("failures", value.failures())
                    .append("finished_at", Values.date(value.finishedAt()))
                    .append("created_at", Values.date(value.createdAt()))
                    .append("updated_at", Values.date(value.updatedAt()));
        }

        @Override
        public Operation read(Document document) {
            OperationOrder order = new OperationOrder(Values.constant(document, "kind", OperationKind.class),
                    Values.constant(document, "target", ResourceType.class), document.getString("target_id"),
                    document.getString("request_id"), document.getString("test_clock_id"));
            Map<String, Long> affected = new TreeMap<>();
            document.get("affected", Document.class).forEach((type, count) -> affected.put(type, (Long) count));
            Document failure = document.get("failure", Document.class);
            return new Operation(document.getString("_id"), document.getString("w"), order,
                    Values.metadata(document, "memory"), document.getDouble("progress"),
                    Collections.unmodifiableMap(affected),
                    failure == null ? null : new OperationFailure(Values.constant(failure, "code", ProblemCode.class),
                            failure.getString("detail")),
                    Values.instant(document, "free_at"), document.getInteger("failures"),
                    Values.instant(document, "finished_at"), document.getLong("v"),
                    Values.instant(document, "created_at"), Values.instant(document, "updated_at"));
        }
    }
}
