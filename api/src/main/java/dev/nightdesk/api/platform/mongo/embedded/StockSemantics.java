package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.stream.Stream;

/**
 * A collection of at most one document that exists for one operation: it lets mongo-java-server work out what an
 * update, upsert or projection makes of that document, with its rules and its errors, and stores nothing.
 */
final class StockSemantics extends AbstractMongoCollection<Integer> {

    private static final Integer ONLY = 0;

    private final Document present;
    private Document outcome;
    private boolean removed;

    /** Starts from {@code present}, which it may change, or from an empty collection where that is null. */
    StockSemantics(MongoDatabase database, String name, Document present) {
        super(database, name, CollectionOptions.withDefaults(), new CursorRegistry());
        this.present = present;
    }

    /** The document that was written, or null if nothing was. */
    Document outcome() {
        return outcome;
    }

    boolean removed() {
        return removed;
    }

    /** The documents as a {@code find} with this projection returns them. */
    List<Document> projected(Stream<Document> documents, Document projection) {
        return matchDocumentsFromStream(documents, new Document(), null, 0, 0, 0, projection).collectDocuments();
    }

    @Override
    protected QueryResult queryDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        return new QueryResult(present == null ? List.of() : List.of(present));
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        return queryDocuments(query, orderBy, skip, limit, batchSize, fields);
    }

    @Override
    protected Integer findDocumentPosition(Document document) {
        return ONLY;
    }

    @Override
    protected Document getDocument(Integer position) {
        return present;
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        outcome = document;
        return ONLY;
    }

    @Override
    protected void handleUpdate(Integer position, Document oldDocument, Document newDocument) {
        outcome = newDocument;
    }

    @Override
    protected void removeDocument(Integer position) {
        removed = true;
    }

    @Override
    protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
        return Stream.ofNullable(present).map(document -> new DocumentWithPosition<>(document, ONLY));
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException("Nothing is stored here");
    }

    @Override
    protected int getDataSize() {
        return 0;
    }

    @Override
    public int count() {
        return present == null ? 0 : 1;
    }
}
