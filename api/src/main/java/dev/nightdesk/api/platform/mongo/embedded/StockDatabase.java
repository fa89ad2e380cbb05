package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import io.netty.channel.Channel;

/** A database as the aggregation stages of mongo-java-server see it: collections to look documents up in. */
final class StockDatabase implements MongoDatabase {

    private final Engine engine;
    private final String name;
    private final Snapshot snapshot;

    /** Looks up in {@code snapshot}, which may be null where nothing will be looked up. */
    StockDatabase(Engine engine, String name, Snapshot snapshot) {
        this.engine = engine;
        this.name = name;
        this.snapshot = snapshot;
    }

    @Override
    public String getDatabaseName() {
        return name;
    }

    @Override
    public MongoCollection<?> resolveCollection(String collectionName, boolean throwIfNotFound) {
        StoredCollection collection = engine.catalog().find(name, collectionName);
        return collection == null || snapshot == null || !snapshot.has(collection.documents())
                ? null
                : new LookupCollection(this, engine, snapshot, collection);
    }

    @Override
    public boolean isEmpty() {
        return engine.catalog().of(name).isEmpty();
    }

    @Override
    public void handleClose(Channel channel) {
        throw unused();
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver resolver, Oplog oplog) {
        throw unused();
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        throw unused();
    }

    @Override
    public MongoCollection<?> createCollectionOrThrowIfExists(String collectionName, CollectionOptions options) {
        throw unused();
    }

    @Override
    public void drop(Oplog oplog) {
        throw unused();
    }

    @Override
    public void dropCollection(String collectionName, Oplog oplog) {
        throw unused();
    }

    @Override
    public void moveCollection(MongoDatabase oldDatabase, MongoCollection<?> collection, String newCollectionName) {
        throw unused();
    }

    @Override
    public void unregisterCollection(String collectionName) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("Commands are handled before the query core sees them");
    }
}
