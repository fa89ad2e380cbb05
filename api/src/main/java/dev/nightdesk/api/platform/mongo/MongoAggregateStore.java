package dev.nightdesk.api.platform.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bson.Document;

/** A feature's store: the writes of {@link MongoAggregates} and the feature's own queries beside them. */
public abstract class MongoAggregateStore<T extends Aggregate> implements AggregateStore<T> {
    private final MongoAggregates<T> aggregates;
    private final MongoSeries<T> series;

    /** A store over these aggregates. */
    protected MongoAggregateStore(MongoAggregates<T> aggregates) {
        this.aggregates = aggregates;
        this.series = aggregates.series();
    }

    /** The collection to query. */
    protected final MongoCollection<Document> collection() {
        return aggregates.collection();
    }

    /** The state that a document holds. */
    protected final T read(Document document) {
        return aggregates.read(document);
    }

    /** The state that a document holds, with what it owes. */
    protected final Loaded<T> load(Document document) {
        return aggregates.load(document);
    }

    /** The id of the one document that the query finds. */
    protected final Optional<String> idOf(Document query) {
        return Optional.ofNullable(collection().find(query).projection(Projections.include("_id")).first())
                .map(document -> document.getString("_id"));
    }

    /** Those of the ids that the workspace has, in no order. */
    public final List<T> findAll(String workspaceId, List<String> ids) {
        return aggregates.findAll(workspaceId, ids);
    }

    /**
     * Adds aggregates that owe nothing, in order, each once however often it is offered.
     *
     * @return the ids of those that were there before
     */
    protected final List<String> insertAll(List<T> values) {
        return series.insertAll(values);
    }

    /**
     * Writes states that owe nothing over those one version older, in order, each for itself and all in one trip.
     *
     * @return those that were written; the others had another version
     */
    protected final List<T> replaceAll(List<T> changed) {
        return series.replaceAll(changed);
    }

    @Override
    public final Optional<Loaded<T>> find(String workspaceId, String id) {
        return aggregates.find(workspaceId, id);
    }

    @Override
    public final Supplier<Optional<Loaded<T>>> findAhead(String workspaceId, String id) {
        return aggregates.findAhead(workspaceId, id);
    }

    @Override
    public final void insert(T value, OutboxEntry owed) {
        aggregates.insert(value, owed);
    }

    @Override
    public final boolean insert(T value, OutboxEntry owed, String key, BooleanSupplier allowed) {
        return aggregates.insert(value, owed, key, allowed);
    }

    @Override
    public final Optional<Loaded<T>> holder(String workspaceId, String key) {
        return aggregates.holder(workspaceId, key);
    }

    @Override
    public final void freeKey(Loaded<T> holder, String key) {
        aggregates.freeKey(holder, key);
    }

    @Override
    public final boolean update(Loaded<T> before, T after, OutboxEntry owed, BooleanSupplier allowed) {
        return aggregates.update(before, after, owed, allowed);
    }

    @Override
    public final boolean updateAll(List<Change<T>> changes) {
        return aggregates.updateAll(changes);
    }

    @Override
    public final boolean bury(Loaded<T> before, OutboxEntry owed) {
        return aggregates.bury(before, owed);
    }

    @Override
    public final List<Debt> indebted(Instant before, int most) {
        return aggregates.indebted(before, most);
    }

    @Override
    public final void settle(List<Settled> settled) {
        aggregates.settle(settled);
    }
}
