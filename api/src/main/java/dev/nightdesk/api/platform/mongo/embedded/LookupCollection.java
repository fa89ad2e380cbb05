package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A stored collection as {@code $lookup} sees it: queries through the indexes, nothing else. */
final class LookupCollection extends AbstractMongoCollection<Long> {

    private final Engine engine;
    private final Snapshot snapshot;
    private final StoredCollection collection;

    LookupCollection(MongoDatabase database, Engine engine, Snapshot snapshot, StoredCollection collection) {
        super(database, collection.name(), CollectionOptions.withDefaults(), new CursorRegistry());
        this.engine = engine;
        this.snapshot = snapshot;
        this.collection = collection;
    }

    @Override
    protected QueryResult queryDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        QueryRun run = new QueryRun(snapshot, new Query(collection, query, SortOrder.of(orderBy), skip, limit));
        List<Document> found = new ArrayList<>();
        for (QueryRun.Match match = run.next(); match != null; match = run.next()) {
            found.add(match.document());
        }
        engine.report(run.trace());
        return new QueryResult(found);
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        return queryDocuments(query, orderBy, skip, limit, batchSize, fields);
    }

    @Override
    public int count() {
        return Math.toIntExact(snapshot.size(collection.documents()));
    }

    @Override
    protected Document getDocument(Long position) {
        throw readOnly();
    }

    @Override
    protected Long addDocumentInternal(Document document) {
        throw readOnly();
    }

    @Override
    protected void handleUpdate(Long position, Document oldDocument, Document newDocument) {
        throw readOnly();
    }

    @Override
    protected void removeDocument(Long position) {
        throw readOnly();
    }

    @Override
    protected Stream<DocumentWithPosition<Long>> streamAllDocumentsWithPosition() {
        throw readOnly();
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw readOnly();
    }

    @Override
    protected int getDataSize() {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("An aggregation only reads");
    }
}
