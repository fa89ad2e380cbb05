package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import dev.nightdesk.api.platform.idempotency.IdempotencyRecord;
import dev.nightdesk.api.platform.idempotency.IdempotencyStore;
import dev.nightdesk.api.platform.idempotency.IdempotentRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Idempotency records in a collection, whose unique {@code _id} decides who claims, and beside them the receipts of
 * events.
 */
public final class MongoIdempotencyStore implements IdempotencyStore {
    /** From a claim to its end; a key is used again a day later at the earliest. */
    private static final Duration LONGEST_USE = Duration.ofHours(12);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> collection;
    private final MongoCollection<Document> events;
    private final IdempotencyMapping mapping;
    private final SharedTrips<String, IdempotencyRecord> lookUps;
    private final SharedTrips<Claim, IdempotencyRecord> claims;

    private record Claim(IdempotencyRecord running, Instant now) {
    }

    /** A store over the collections of records and of events. */
    public MongoIdempotencyStore(MongoCollection<Document> collection, MongoCollection<Document> events,
            IdempotencyMapping mapping) {
        this.collection = collection;
        this.events = events;
        this.mapping = mapping;
        this.lookUps = new SharedTrips<>(this::lookUp, SharedTrips.patience(collection));
        this.claims = new SharedTrips<>(this::claim, SharedTrips.patience(collection), SharedTrips.GATHERING);
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotentRequest request, Instant now) {
        return Optional.ofNullable(lookUps.ask(request.id())).filter(record -> record.expiresAt().isAfter(now));
    }

    @Override
    public BooleanSupplier isFree(IdempotentRequest request) {
        Supplier<IdempotencyRecord> standing = lookUps.askAhead(request.id());
        return () -> standing.get() == null;
    }

    /** One trip. Records first: an event with its receipt may take a claim's place between the two, but none goes back. */
    private Map<String, IdempotencyRecord> lookUp(List<String> keys) {
        Map<String, IdempotencyRecord> found = new HashMap<>();
        for (Document document : collection.aggregate(List.of(match(new Document("_id", new Document("$in", keys))),
                new Document("$unionWith", new Document("coll", events.getNamespace().getCollectionName())
                        .append("pipeline", List.of(match(withReceiptsOf(keys)))))))) {
            record(document).ifPresent(record ->
                    found.merge(record.request().id(), record, MongoIdempotencyStore::standing));
        }
        return found;
    }

    /** What either collection holds. */
    private Optional<IdempotencyRecord> record(Document document) {
        return document.containsKey("k") ? IdempotencyRecord.of(EventMapping.read(document))
                : Optional.of(mapping.read(document));
    }

    private static Document match(Document filter) {
        return new Document("$match", filter);
    }

    private static Document withReceiptsOf(List<String> keys) {
        return new Document("k", new Document("$in", keys.stream().map(EventMapping::number).toList()));
    }

    private Map<String, IdempotencyRecord> receipts(List<String> keys) {
        Map<String, IdempotencyRecord> found = new HashMap<>();
        for (Document event : events.find(withReceiptsOf(keys))) {
            IdempotencyRecord.of(EventMapping.read(event)).ifPresent(receipt ->
                    found.merge(receipt.request().id(), receipt, MongoIdempotencyStore::standing));
        }
        return found;
    }

    /** Of two uses of a key the later, of one use what it came to. */
    private static IdempotencyRecord standing(IdempotencyRecord one, IdempotencyRecord other) {
        Duration between = Duration.between(one.expiresAt(), other.expiresAt());
        boolean oneUse = between.abs().compareTo(LONGEST_USE) < 0;
        if (oneUse && one.finished() != other.finished()) {
            return one.finished() ? one : other;
        }
        return between.isNegative() ? one : other;
    }

    @Override
    public IdempotencyRecord claim(IdempotencyRecord running, Instant now) {
        IdempotencyRecord standing = claims.ask(new Claim(running, now));
        if (standing != null) {
            return standing;
        }
        Document stale = new Document("_id", running.request().id())
                .append("expires_at", new Document("$lte", Date.from(now)));
        if (collection.replaceOne(stale, mapping.write(running)).getMatchedCount() == 1) {
            return running;
        }
        return find(running.request(), now).orElse(running);
    }

    /** What stands where the claim was the first or an event has the receipt; nothing where there was a record. */
    private Map<Claim, IdempotencyRecord> claim(List<Claim> claims) {
        Map<String, IdempotencyRecord> receipts = receipts(claims.stream().map(claim -> claim.running().request().id())
                .distinct().toList());
        Map<Claim, IdempotencyRecord> standing = new HashMap<>();
        List<Claim> open = new ArrayList<>();
        for (Claim claim : claims) {
            IdempotencyRecord receipt = receipts.get(claim.running().request().id());
            if (receipt != null && receipt.expiresAt().isAfter(claim.now())) {
                standing.put(claim, receipt);
            } else {
                open.add(claim);
            }
        }
        if (!open.isEmpty()) {
            Set<Integer> taken = insert(open.stream().map(claim -> mapping.write(claim.running())).toList());
            for (int i = 0; i < open.size(); i++) {
                if (!taken.contains(i)) {
                    standing.put(open.get(i), open.get(i).running());
                }
            }
        }
        return standing;
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
            insert(fresh).forEach(taken -> standing.add(fresh.get(taken)));
        }
        if (!standing.isEmpty()) {
            ReplaceOptions upsert = new ReplaceOptions().upsert(true);
            collection.bulkWrite(standing.stream().map(document -> new ReplaceOneModel<>(
                    Filters.eq("_id", document.get("_id")), document, upsert)).toList(), UNORDERED);
        }
    }

    /** Inserts what it can and answers which of them have ids that are taken. */
    private Set<Integer> insert(List<Document> fresh) {
        try {
            collection.insertMany(fresh, new InsertManyOptions().ordered(false));
            return Set.of();
        } catch (MongoBulkWriteException e) {
            boolean onlyTaken = e.getWriteErrors().stream().allMatch(error -> error.getCode() == DuplicateKeys.CODE);
            if (!onlyTaken || e.getWriteConcernError() != null) {
                throw e;
            }
            return e.getWriteErrors().stream().map(BulkWriteError::getIndex).collect(Collectors.toSet());
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
