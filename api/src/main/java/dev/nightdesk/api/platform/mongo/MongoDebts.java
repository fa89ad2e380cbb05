package dev.nightdesk.api.platform.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.nightdesk.api.platform.aggregate.AggregateStore.Debt;
import dev.nightdesk.api.platform.aggregate.AggregateStore.Settled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/** What the documents of one collection still owe to others, found and paid off. */
final class MongoDebts {
    /** So many with full outboxes are a matter of megabytes. */
    private static final int FEW_DOCUMENTS = 16;

    private final MongoCollection<Document> collection;
    private final OutboxMapping outboxes;

    MongoDebts(MongoCollection<Document> collection, OutboxMapping outboxes) {
        this.collection = collection;
        this.outboxes = outboxes;
    }

    /** Those that have owed something since before the instant, the oldest first. */
    List<Debt> indebted(Instant before, int most) {
        List<Debt> found = new ArrayList<>();
        int entries = 0;
        try (MongoCursor<Document> oldest = collection.find(Filters.lt("pending_at", Date.from(before)))
                .sort(Sorts.ascending("pending_at")).limit(most).batchSize(FEW_DOCUMENTS).iterator()) {
            while (entries < most && oldest.hasNext()) {
                Document document = oldest.next();
                found.add(new Debt(document.getString("w"), document.getString("_id"), outboxes.readAll(document)));
                entries += found.getLast().entries().size();
            }
        }
        return found;
    }

    /** First the common case, alive and not written since; then the few that were written or deleted. */
    void settle(List<Settled> settled) {
        Document nothing = new Document("$set", new Document("outbox", List.of()))
                .append("$unset", new Document("pending_at", ""));
        List<WriteModel<Document>> usual = new ArrayList<>();
        settled.forEach(one -> usual.add(new UpdateOneModel<>(key(one).append("v", one.number())
                .append(MongoAggregates.BURIED, null), nothing)));
        if (collection.bulkWrite(usual, SharedWrites.UNORDERED).getMatchedCount() == settled.size()) {
            return;
        }
        List<WriteModel<Document>> rest = new ArrayList<>();
        for (Settled one : stillOwing(settled)) {
            rest.add(new DeleteOneModel<>(key(one).append("v", one.number()).append(MongoAggregates.BURIED, true)));
            rest.add(new UpdateOneModel<>(key(one).append("v", new Document("$gt", one.number())),
                    new Document("$pull", new Document("outbox", new Document("n",
                            new Document("$lte", one.number()))))));
        }
        if (!rest.isEmpty()) {
            collection.bulkWrite(rest, SharedWrites.UNORDERED);
        }
    }

    private List<Settled> stillOwing(List<Settled> settled) {
        Set<String> owing = collection.find(Filters.and(Filters.in("_id", settled.stream().map(Settled::id).toList()),
                Filters.exists("pending_at"))).projection(Projections.include("_id"))
                .map(document -> document.getString("_id")).into(new HashSet<>());
        return settled.stream().filter(one -> owing.contains(one.id())).toList();
    }

    private static Document key(Settled settled) {
        return AggregateForm.key(settled.workspaceId(), settled.id());
    }
}
