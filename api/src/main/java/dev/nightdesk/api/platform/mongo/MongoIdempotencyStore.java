package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import dev.nightdesk.api.platform.idempotency.IdempotencyRecord;
import dev.nightdesk.api.platform.idempotency.IdempotencyStore;
import dev.nightdesk.api.platform.idempotency.IdempotentRequest;
import dev.nightdesk.api.platform.mongo.LookAhead.Wanted;
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

    private final MongoCollection<Document> collection;
    private final MongoCollection<Document> events;
    private final IdempotencyMapping mapping;
    private final LookAhead lookAhead;
    private final SharedTrips<Claim, IdempotencyRecord> claims;

    private record Claim(IdempotencyRecord running, Instant now) {
    }

    /** A store over the collections of records and of events. */
    public MongoIdempotencyStore(Mongo mongo, IdempotencyMapping mapping) {
        this.collection = mongo.collection("idempotency");
        this.events = mongo.collection("events");
        this.mapping = mapping;
        this.lookAhead = mongo.lookAhead();
        this.claims = new SharedTrips<>(this::claim, SharedTrips.patience(collection), SharedTrips.GATHERING);
    }

    @Override
    public Optional<IdempotencyRecord> find(IdempotentRequest request, Instant now) {
        return standing(request).get().filter(record -> record.expiresAt().isAfter(now));
    }

    @Override
    public BooleanSupplier isFree(IdempotentRequest request) {
        Supplier<Optional<IdempotencyRecord>> standing = standing(request);
        return () -> standing.get().isEmpty();
    }

    /** Records first: an event with its receipt may take a claim's place between the two, but none goes back. */
    private Supplier<Optional<IdempotencyRecord>> standing(IdempotentRequest request) {
        Supplier<List<Document>> found = lookAhead.ask(
                new Wanted(collection.getNamespace().getCollectionName(), "_id", request.id()),
                new Wanted(events.getNamespace().getCollectionName(), "k", EventMapping.number(request.id())));
        return () -> found.get().stream().flatMap(document -> record(document).stream())
                .filter(record -> record.request().id().equals(request.id())).reduce(MongoIdempotencyStore::standing);
    }

    /** What either collection holds. */
    private Optional<IdempotencyRecord> record(Document document) {
        return document.containsKey("k") ? IdempotencyRecord.of(EventMapping.read(document))
                : Optional.of(mapping.read(document));
    }

    private Map<String, IdempotencyRecord> receipts(List<String> keys) {
        Map<String, IdempotencyRecord> found = new HashMap<>();
        for (Document event : events.find(Filters.in("k", keys.stream().map(EventMapping::number).toList()))) {
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
                    Filters.eq("_id", document.get("_id")), document, upsert)).toList(), SharedWrites.UNORDERED);
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
