package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A collection: the map of its documents by record number, and its indexes. */
final class StoredCollection {

    private final String database;
    private final String name;
    private final int documents;
    private final List<IndexDefinition> indexes;
    private final AtomicLong nextRecord;

    StoredCollection(
            String database, String name, int documents, List<IndexDefinition> indexes, AtomicLong nextRecord) {
        this.database = database;
        this.name = name;
        this.documents = documents;
        this.indexes = List.copyOf(indexes);
        this.nextRecord = nextRecord;
    }

    String database() {
        return database;
    }

    String name() {
        return name;
    }

    String fullName() {
        return database + "." + name;
    }

    /** The map of BSON documents. */
    int documents() {
        return documents;
    }

    /** The index on {@code _id} first. */
    List<IndexDefinition> indexes() {
        return indexes;
    }

    Optional<IndexDefinition> index(String indexName) {
        return indexes.stream().filter(index -> index.name().equals(indexName)).findFirst();
    }

    long newRecord() {
        return nextRecord.getAndIncrement();
    }

    StoredCollection with(IndexDefinition added) {
        List<IndexDefinition> more = new ArrayList<>(indexes);
        more.add(added);
        return new StoredCollection(database, name, documents, more, nextRecord);
    }

    StoredCollection without(IndexDefinition dropped) {
        List<IndexDefinition> fewer = new ArrayList<>(indexes);
        fewer.remove(dropped);
        return new StoredCollection(database, name, documents, fewer, nextRecord);
    }

    /** What the catalog keeps. */
    Document toCatalog() {
        List<Document> descriptions = indexes.stream()
                .map(index -> new Document("map", index.map()).append("index", index.description()))
                .toList();
        return new Document("database", database).append("name", name)
                .append("documents", documents).append("indexes", descriptions);
    }
}
