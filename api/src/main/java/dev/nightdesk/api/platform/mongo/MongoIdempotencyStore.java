package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
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
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> collection;
    private final IdempotencyMapping mapping;
    private final SharedTrips<String, Document> lookUps;
    private final SharedWrites writes;

    /** A store over the collection. */
    public MongoIdempotencyStore(MongoCollection<Document> collection, IdempotencyMapping mapping) {
        this.collection = collection;
        this.mapping = mapping;
        this.lookUps = SharedTrips.over(collection);
        this.writes = new SharedWrites(collection);
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotentRequest request, Instant now) {
        return Optional.ofNullable(lookUps.ask(request.id())).map(mapping::read)
                .filter(record -> record.expiresAt().isAfter(now));
    }

    @Override
    public IdempotencyRecord claim(IdempotencyRecord running, Instant now) {
        try {
            writes.insert(mapping.write(running));
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

    /** Most keys are new to the store and simply inserted; claims, and what a repeated delivery meets, are replaced. */
    @Override
    public void finish(Collection<IdempotencyRecord> finished) {
        List<Document> standing = new ArrayList<>();
        List<Document> fresh = new ArrayList<>();
        finished.forEach(record -> (record.resourceId() == null ? fresh : standing).add(mapping.write(record)));
        if (!fresh.isEmpty()) {
            standing.addAll(insert(fresh));
        }
        if (!standing.isEmpty()) {
            ReplaceOptions upsert = new ReplaceOptions().upsert(true);
            collection.bulkWrite(standing.stream().map(document -> new ReplaceOneModel<>(
                    Filters.eq("_id", document.get("_id")), document, upsert)).toList(), UNORDERED);
        }
    }

    /** Inserts what it can and answers the rest, whose ids are taken. */
    private List<Document> insert(List<Document> fresh) {
        try {
            collection.insertMany(fresh, new InsertManyOptions().ordered(false));
            return List.of();
        } catch (MongoBulkWriteException e) {
            boolean onlyTaken = e.getWriteErrors().stream().allMatch(error -> error.getCode() == DuplicateKeys.CODE);
            if (!onlyTaken || e.getWriteConcernError() != null) {
                throw e;
            }
            return e.getWriteErrors().stream().map(error -> fresh.get(error.getIndex())).toList();
        }
    }

    @Override
    public void release(IdempotentRequest request) {
        collection.deleteOne(new Document("_id", request.id()).append("answer", new Document("$exists", false)));
    }

    @Override
    public int purge(Instant now, int most) {
        return Deletions.some(collection, Filters.lte("expires_at", Date.from(now)), most);
    }
}
