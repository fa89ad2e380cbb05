package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.idempotency.IdempotencyRecord;
import dev.nightdesk.api.platform.idempotency.IdempotencyStore;
import dev.nightdesk.api.platform.idempotency.IdempotentRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Idempotency records in a collection; the unique {@code _id} decides who claims. */
public final class MongoIdempotencyStore implements IdempotencyStore {
    private final MongoCollection<Document> collection;
    private final IdempotencyMapping mapping;

    /** A store over the collection. */
    public MongoIdempotencyStore(MongoCollection<Document> collection, IdempotencyMapping mapping) {
        this.collection = collection;
        this.mapping = mapping;
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotentRequest request, Instant now) {
        return Optional.ofNullable(collection.find(Filters.eq("_id", request.id())).first()).map(mapping::read)
                .filter(record -> record.expiresAt().isAfter(now));
    }

    @Override
    public IdempotencyRecord claim(IdempotencyRecord running, Instant now) {
        try {
            collection.insertOne(mapping.write(running));
            return running;
        } catch (MongoException e) {
            if (!(DuplicateKeys.translate(e) instanceof DuplicateKey)) {
                throw e;
            }
        }
        Document stale = new Document("_id", running.request().id())
                .append("expires_at", new Document("$lte", Date.from(now)));
        if (collection.replaceOne(stale, mapping.write(running)).getMatchedCount() == 1) {
            return running;
        }
        return find(running.request(), now).orElse(running);
    }

    @Override
    public boolean takeOver(IdempotencyRecord expired, Instant leaseUntil) {
        return collection.updateOne(new Document("_id", expired.request().id())
                .append("lease_until", Date.from(expired.leaseUntil())),
                Updates.set("lease_until", Date.from(leaseUntil))).getMatchedCount() == 1;
    }

    @Override
    public void finish(Collection<IdempotencyRecord> finished) {
        List<ReplaceOneModel<Document>> models = new ArrayList<>();
        ReplaceOptions upsert = new ReplaceOptions().upsert(true);
        finished.forEach(record -> models.add(
                new ReplaceOneModel<>(Filters.eq("_id", record.request().id()), mapping.write(record), upsert)));
        collection.bulkWrite(models, new BulkWriteOptions().ordered(false));
    }

    @Override
    public void release(IdempotentRequest request) {
        collection.deleteOne(new Document("_id", request.id()).append("answer", new Document("$exists", false)));
    }

    @Override
    public int purge(Instant now, int most) {
        List<String> expired = collection.find(Filters.lte("expires_at", Date.from(now)))
                .projection(Projections.include("_id")).limit(most).map(document -> document.getString("_id"))
                .into(new ArrayList<>());
        return expired.isEmpty() ? 0 : (int) collection.deleteMany(Filters.and(Filters.in("_id", expired),
                Filters.lte("expires_at", Date.from(now)))).getDeletedCount();
    }
}
