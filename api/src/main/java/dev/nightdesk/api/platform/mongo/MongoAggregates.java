package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** Marks what has been deleted and only waits for its outbox. */
    static final String BURIED = "buried";
    /** A number drawn from the idempotency key of the request that made the aggregate. */
    public static final String KEY = "key";

    private final MongoCollection<Document> collection;
    private final AggregateForm<T> form;
    private final OutboxMapping outboxes;
    private final EventLog log;
    private final InstantSource clock;
    private final SharedTrips<Place, Document> lookUps;
    private final LookAhead lookAhead;
    private final SharedWrites writes;
    private final MongoDebts debts;

    private record Place(String workspaceId, String id) {
    }

    /** A store over the collection; what its outboxes hold ends in the log. */
    MongoAggregates(MongoCollection<Document> collection, LookAhead lookAhead, DocumentMapping<T> mapping,
            OutboxMapping outboxes, EventLog log, InstantSource clock) {
        this.collection = collection;
        this.lookAhead = lookAhead;
        this.form = new AggregateForm<>(mapping);
        this.outboxes = outboxes;
        this.log = log;
        this.clock = clock;
        this.lookUps = new SharedTrips<>(this::lookUp, SharedTrips.patience(collection));
        this.writes = new SharedWrites(collection);
        this.debts = new MongoDebts(collection, outboxes);
    }

    /** The collection, for the queries of the feature's own store. */
    public MongoCollection<Document> collection() {
        return collection;
    }

    /** The state that a document of the collection holds. */
    public T read(Document document) {
        return form.read(document);
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
                Filters.eq("w", workspaceId), Filters.exists(BURIED, false))).map(form::read)
                .into(new ArrayList<>());
    }

    @Override
    public void insert(T value, OutboxEntry owed) {
        insert(form.write(value), owed, () -> true);
    }

    @Override
    public boolean insert(T value, OutboxEntry owed, String key, BooleanSupplier allowed) {
        return insert(form.write(value).append(KEY, EventMapping.number(key)), owed, allowed);
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
        Document key = AggregateForm.versionKey(before.value());
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
                models.add(new UpdateOneModel<>(AggregateForm.versionKey(change.before().value()),
                        difference(change.before(), change.after(), change.owed())));
            }
        }
        try {
            return models.isEmpty() ? changes.isEmpty()
                    : collection.bulkWrite(models, SharedWrites.UNORDERED).getMatchedCount() == changes.size();
        } catch (MongoBulkWriteException e) {
            LOG.log(System.Logger.Level.DEBUG, "not all could be written", e);
            return false;
        }
    }

    private Document difference(Loaded<T> before, T after, OutboxEntry owed) {
        Document update = form.difference(before.value(), after);
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
        form.mapping().write(before.value()).keySet().forEach(name -> fields.append(name, ""));
        Document burial = new Document("$set", gone).append("$unset", fields)
                .append("$push", new Document("outbox", outboxes.write(owed)));
        return collection.updateOne(AggregateForm.versionKey(before.value()), burial).getMatchedCount() == 1;
    }

    @Override
    public List<Debt> indebted(Instant before, int most) {
        return debts.indebted(before, most);
    }

    @Override
    public void settle(List<Settled> settled) {
        debts.settle(settled);
    }

    /** Writes of many at once. */
    MongoSeries<T> series() {
        return new MongoSeries<>(collection, form);
    }

    /** The state that a document of the collection holds, with what it owes. */
    public Loaded<T> load(Document document) {
        return new Loaded<>(form.read(document), outboxes.readAll(document));
    }

    /** Whether a document of the collection has been deleted and only waits for its outbox. */
    public static boolean buried(Document document) {
        return document.containsKey(BURIED);
    }

    private static boolean owes(OutboxEntry owed) {
        return !owed.events().isEmpty() || !owed.companions().isEmpty() || owed.record().isPresent();
    }
}
