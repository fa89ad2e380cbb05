package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.Document;

/** Aggregates of one kind in one collection, each document with its outbox. */
public final class MongoAggregates<T extends Aggregate> implements AggregateStore<T> {
    private static final System.Logger LOG = System.getLogger(MongoAggregates.class.getName());
    private static final int MOST_OWED = 500;
    /** An outbox of so few is written anew, which takes out what was delivered; nothing enters it but by a version. */
    private static final int FEW_OWED = 2;
    /** So many with full outboxes are a matter of megabytes. */
    private static final int FEW_DOCUMENTS = 16;
    private static final String BURIED = "buried";
    /** A number drawn from the idempotency key of the request that made the aggregate. */
    public static final String KEY = "key";
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> collection;
    private final DocumentMapping<T> mapping;
    private final OutboxMapping outboxes;
    private final EventLog log;
    private final InstantSource clock;
    private final SharedTrips<Place, Document> lookUps;
    private final LookAhead lookAhead;
    private final SharedWrites writes;

    private record Place(String workspaceId, String id) {
    }

    /** A store over the collection; what its outboxes hold ends in the log. */
    MongoAggregates(MongoCollection<Document> collection, LookAhead lookAhead, DocumentMapping<T> mapping,
            OutboxMapping outboxes, EventLog log, InstantSource clock) {
        this.collection = collection;
        this.lookAhead = lookAhead;
        this.mapping = mapping;
        this.outboxes = outboxes;
        this.log = log;
        this.clock = clock;
        this.lookUps = new SharedTrips<>(this::lookUp, SharedTrips.patience(collection));
        this.writes = new SharedWrites(collection);
    }

    /** The collection, for the queries of the feature's own store. */
    public MongoCollection<Document> collection() {
        return collection;
    }

    /** The state that a document of the collection holds. */
    public T read(Document document) {
        return mapping.read(document);
    }

    @Override
    public Optional<Loaded<T>> find(String workspaceId, String id) {
        return living(lookUps.ask(new Place(workspaceId, id)));
    }

    @Override
    public Supplier<Optional<Loaded<T>>> findAhead(String workspaceId, String id) {
        Supplier<List<Document>> found = lookAhead.ask(
                new LookAhead.Wanted(collection.getNamespace().getCollectionName(), "_id", id));
        return () -> found.get().stream().filter(document -> workspaceId.equals(document.getString("w"))).findFirst()
                .flatMap(this::living);
    }

    private Optional<Loaded<T>> living(Document document) {
        return Optional.ofNullable(document).filter(found -> !buried(found)).map(this::load);
    }

    /** Several workspaces may share a trip, but what one asks for is only found if it is its own. */
    private Map<Place, Document> lookUp(List<Place> places) {
        Map<Place, Document> found = new HashMap<>();
        collection.find(Filters.and(Filters.in("_id", places.stream().map(Place::id).toList()),
                Filters.in("w", places.stream().map(Place::workspaceId).distinct().toList())))
                .forEach(document ->
                        found.put(new Place(document.getString("w"), document.getString("_id")), document));
        return found;
    }

    /** Those of the ids that the workspace has, in no order. */
    public List<T> findAll(String workspaceId, List<String> ids) {
        return ids.isEmpty() ? List.of() : collection.find(Filters.and(Filters.in("_id", ids),
                Filters.eq("w", workspaceId), Filters.exists(BURIED, false))).map(mapping::read)
                .into(new ArrayList<>());
    }

    @Override
    public void insert(T value, OutboxEntry owed) {
        insert(document(value), owed, () -> true);
    }

    @Override
    public boolean insert(T value, OutboxEntry owed, String key, BooleanSupplier allowed) {
        return insert(document(value).append(KEY, EventMapping.number(key)), owed, allowed);
    }

    private boolean insert(Document document, OutboxEntry owed, BooleanSupplier allowed) {
        if (owes(owed)) {
            document.append("outbox", List.of(outboxes.write(owed))).append("pending_at", Date.from(clock.instant()));
        }
        try {
            return writes.insert(document, allowed) == SharedWrites.Outcome.WRITTEN;
        } catch (MongoException e) {
            throw DuplicateKeys.translate(e);
        }
    }

    @Override
    public Optional<Loaded<T>> holder(String workspaceId, String key) {
        return Optional.ofNullable(collection.find(holding(workspaceId, key)).first()).map(this::load);
    }

    @Override
    public void freeKey(Loaded<T> holder, String key) {
        collection.updateOne(holding(holder.value().workspaceId(), key).append("_id", holder.value().id()),
                new Document("$unset", new Document(KEY, "")));
    }

    private static Document holding(String workspaceId, String key) {
        return new Document("w", workspaceId).append(KEY, EventMapping.number(key));
    }

    @Override
    public boolean update(Loaded<T> before, T after, OutboxEntry owed, BooleanSupplier allowed) {
        if (before.outbox().size() >= MOST_OWED) {
            throw Problem.of(ProblemCode.OVERLOADED, "The resource changes faster than its events can be delivered.")
                    .header("Retry-After", "1");
        }
        Document key = versionKey(before.value());
        Document difference = difference(before, after, owed);
        try {
            // Without an event nothing would tell afterwards which of several that shared a trip were written.
            return owed.events().isEmpty()
                    ? allowed.getAsBoolean() && collection.updateOne(key, difference).getMatchedCount() == 1
                    : switch (writes.update(key, difference, allowed)) {
                        case WRITTEN -> true;
                        case MISSED -> false;
                        case UNCERTAIN -> stands(after, owed.events().getFirst().id());
                    };
        } catch (MongoException e) {
            throw DuplicateKeys.translate(e);
        }
    }

    /** Whether a write took place: its event is in the outbox, and leaves it only once it is in the log. */
    private boolean stands(T after, String eventId) {
        Document stored = lookUps.ask(new Place(after.workspaceId(), after.id()));
        return stored != null && outboxes.readAll(stored).stream().anyMatch(entry -> entry.holds(eventId))
                || log.find(after.workspaceId(), eventId).isPresent();
    }

    /** Those whose outbox is full are left out here, and refused to whoever tries them by themselves. */
    @Override
    public boolean updateAll(List<Change<T>> changes) {
        List<WriteModel<Document>> models = new ArrayList<>();
        for (Change<T> change : changes) {
            if (change.before().outbox().size() < MOST_OWED) {
                models.add(new UpdateOneModel<>(versionKey(change.before().value()),
                        difference(change.before(), change.after(), change.owed())));
            }
        }
        try {
            return models.isEmpty() ? changes.isEmpty()
                    : collection.bulkWrite(models, UNORDERED).getMatchedCount() == changes.size();
        } catch (MongoBulkWriteException e) {
            LOG.log(System.Logger.Level.DEBUG, "not all could be written", e);
            return false;
        }
    }

    private Document difference(Loaded<T> before, T after, OutboxEntry owed) {
        Document update = Documents.difference(fields(before.value(), mapping.write(before.value(), after)),
                fields(after, mapping.write(after, before.value())));
        if (owes(owed)) {
            Document set = Documents.operator(update, "$set").append("pending_at", Date.from(clock.instant()));
            if (before.outbox().size() <= FEW_OWED) {
                set.append("outbox", Stream.concat(before.outbox().stream(), Stream.of(owed)).map(outboxes::write)
                        .toList());
            } else {
                update.append("$push", new Document("outbox", outboxes.write(owed)));
            }
        }
        return update;
    }

    @Override
    public boolean bury(Loaded<T> before, OutboxEntry owed) {
        Document gone = new Document(BURIED, true).append("v", owed.number())
                .append("pending_at", Date.from(clock.instant()));
        Document fields = new Document(KEY, "");
        mapping.write(before.value()).keySet().forEach(name -> fields.append(name, ""));
        return collection.updateOne(versionKey(before.value()), new Document("$set", gone).append("$unset", fields)
                .append("$push", new Document("outbox", outboxes.write(owed)))).getMatchedCount() == 1;
    }

    @Override
    public List<Debt> indebted(Instant before, int most) {
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
    @Override
    public void settle(List<Settled> settled) {
        Document nothing = new Document("$set", new Document("outbox", List.of()))
                .append("$unset", new Document("pending_at", ""));
        List<WriteModel<Document>> usual = new ArrayList<>();
        settled.forEach(one -> usual.add(new UpdateOneModel<>(key(one).append("v", one.number())
                .append(BURIED, null), nothing)));
        if (collection.bulkWrite(usual, UNORDERED).getMatchedCount() == settled.size()) {
            return;
        }
        List<WriteModel<Document>> rest = new ArrayList<>();
        for (Settled one : stillOwing(settled)) {
            rest.add(new DeleteOneModel<>(key(one).append("v", one.number()).append(BURIED, true)));
            rest.add(new UpdateOneModel<>(key(one).append("v", new Document("$gt", one.number())),
                    new Document("$pull", new Document("outbox", new Document("n",
                            new Document("$lte", one.number()))))));
        }
        if (!rest.isEmpty()) {
            collection.bulkWrite(rest, UNORDERED);
        }
    }

    private List<Settled> stillOwing(List<Settled> settled) {
        Set<String> owing = collection.find(Filters.and(Filters.in("_id", settled.stream().map(Settled::id).toList()),
                Filters.exists("pending_at"))).projection(Projections.include("_id"))
                .map(document -> document.getString("_id")).into(new HashSet<>());
        return settled.stream().filter(one -> owing.contains(one.id())).toList();
    }

    /**
     * Adds aggregates that owe nothing, in order, each once however often it is offered.
     *
     * @return the ids of those that were there before
     */
    public List<String> insertAll(List<T> values) {
        List<String> known = new ArrayList<>();
        int next = 0;
        while (next < values.size()) {
            try {
                collection.insertMany(values.subList(next, values.size()).stream().map(this::document).toList());
                next = values.size();
            } catch (MongoBulkWriteException e) {
                if (e.getWriteErrors().isEmpty() || e.getWriteErrors().getFirst().getCode() != DuplicateKeys.CODE) {
                    throw e;
                }
                next += e.getWriteErrors().getFirst().getIndex();
                known.add(values.get(next).id());
                next++;
            }
        }
        return known;
    }

    /**
     * Writes states that owe nothing over those one version older, in order, each for itself and all in one trip.
     *
     * @return those that were written; the others had another version
     */
    public List<T> replaceAll(List<T> changed) {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<WriteModel<Document>> models = new ArrayList<>();
        for (T value : changed) {
            Document set = new Document("v", value.version());
            Document unset = new Document();
            mapping.write(value).forEach((name, field) -> (field == null ? unset : set).append(name, field));
            Document update = new Document("$set", set);
            models.add(new UpdateOneModel<>(key(value.workspaceId(), value.id()).append("v", value.version() - 1),
                    unset.isEmpty() ? update : update.append("$unset", unset)));
        }
        if (collection.bulkWrite(models).getMatchedCount() == changed.size()) {
            return changed;
        }
        Set<String> asked = new HashSet<>();
        changed.forEach(value -> asked.add(value.id()));
        Set<T> stored = new HashSet<>(collection.find(Filters.in("_id", asked)).map(mapping::read)
                .into(new ArrayList<>()));
        return changed.stream().filter(stored::contains).toList();
    }

    /** The state that a document of the collection holds, with what it owes. */
    public Loaded<T> load(Document document) {
        return new Loaded<>(mapping.read(document), outboxes.readAll(document));
    }

    private Document document(T value) {
        return fields(value, mapping.write(value));
    }

    private Document fields(T value, Document state) {
        Document document = new Document("_id", value.id()).append("w", value.workspaceId())
                .append("v", value.version());
        for (Map.Entry<String, Object> field : state.entrySet()) {
            if (field.getValue() != null) {
                document.append(field.getKey(), field.getValue());
            }
        }
        return document;
    }

    /** Whether a document of the collection has been deleted and only waits for its outbox. */
    public static boolean buried(Document document) {
        return document.containsKey(BURIED);
    }

    private static boolean owes(OutboxEntry owed) {
        return !owed.events().isEmpty() || !owed.companions().isEmpty() || owed.record().isPresent();
    }

    private static Document key(String workspaceId, String id) {
        return new Document("_id", id).append("w", workspaceId);
    }

    private static Document key(Settled settled) {
        return key(settled.workspaceId(), settled.id());
    }

    private static Document versionKey(Aggregate value) {
        return key(value.workspaceId(), value.id()).append("v", value.version());
    }
}
