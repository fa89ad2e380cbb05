package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.NamespaceExistsException;
import dev.nightdesk.api.platform.mongo.embedded.storage.Storage;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/** Commands that make, drop and list collections and indexes. They run alone among the writes. */
final class StructureCommands {

    private static final Document ID_DESCRIPTION = new Document("v", 2)
            .append("key", new Document(IndexDefinition.ID, 1)).append("name", IndexDefinition.ID_INDEX);

    private final Engine engine;
    private final Cursors cursors;

    StructureCommands(Engine engine, Cursors cursors) {
        this.engine = engine;
        this.cursors = cursors;
    }

    private <T> T alone(Supplier<T> work) {
        Lock exclusive = engine.structure().writeLock();
        exclusive.lock();
        try {
            return work.get();
        } finally {
            exclusive.unlock();
        }
    }

    /** Makes the collection if it does not exist, as every write does. */
    void requireCollection(String database, String name) {
        if (engine.catalog().find(database, name) == null) {
            alone(() -> {
                if (engine.catalog().find(database, name) == null) {
                    engine.catalog().save(newCollection(engine.storage(), database, name));
                }
                return null;
            });
        }
    }

    /** A collection that nobody sees until the catalog has it. */
    static StoredCollection newCollection(Storage storage, String database, String name) {
        if (name.isEmpty() || name.startsWith("system.") || name.contains("$") || name.indexOf('\0') >= 0
                || database.matches("|.*[/\\\\. \"$\0].*")) {
            throw new MongoServerError(ErrorCode.InvalidNamespace, "Invalid namespace: " + database + "." + name);
        }
        int documents = storage.createMap(Storage.Kind.DOCUMENTS);
        IndexDefinition ids = new IndexDefinition(storage.createMap(Storage.Kind.INDEX), ID_DESCRIPTION);
        return new StoredCollection(database, name, documents, List.of(ids), new AtomicLong(1));
    }

    Document create(String database, Document command) {
        Refusals.requireKnown(command, "create");
        String name = (String) command.get("create");
        return alone(() -> {
            if (engine.catalog().find(database, name) != null) {
                throw new NamespaceExistsException("Collection already exists. NS: " + database + "." + name);
            }
            engine.catalog().save(newCollection(engine.storage(), database, name));
            return new Document();
        });
    }

    Document drop(String database, Document command) {
        Refusals.requireKnown(command, "drop");
        String name = (String) command.get("drop");
        return alone(() -> {
            StoredCollection collection = engine.catalog().find(database, name);
            if (collection == null) {
                throw new MongoServerError(26, "NamespaceNotFound", "ns not found");
            }
            engine.catalog().remove(collection);
            return new Document("nIndexesWas", collection.indexes().size()).append("ns", collection.fullName());
        });
    }

    Document dropDatabase(String database, Document command) {
        Refusals.requireKnown(command, "dropDatabase");
        return alone(() -> {
            engine.catalog().of(database).forEach(engine.catalog()::remove);
            return new Document("dropped", database);
        });
    }

    Document createIndexes(String database, Document command) {
        Refusals.requireKnown(command, "createIndexes", "indexes", "commitQuorum");
        String name = (String) command.get("createIndexes");
        if (!(command.get("indexes") instanceof List<?> requested) || requested.isEmpty()) {
            throw new BadValueException("'indexes' must be a nonempty array");
        }
        List<Document> descriptions = requested.stream().map(IndexDescriptions::checked).toList();
        StoredCollection present = engine.catalog().find(database, name);
        if (present != null && descriptions.stream().allMatch(description -> IndexDescriptions.exists(present, description))) {
            return created(present.indexes().size(), present.indexes().size(), false);
        }
        return alone(() -> {
            StoredCollection before = engine.catalog().find(database, name);
            StoredCollection collection = before != null ? before : newCollection(engine.storage(), database, name);
            int count = collection.indexes().size();
            for (Document description : descriptions) {
                if (!IndexDescriptions.exists(collection, description)) {
                    collection = collection.with(new IndexBuild(engine.storage(), collection, description).run());
                }
            }
            engine.catalog().save(collection);
            return created(count, collection.indexes().size(), before == null);
        });
    }

    private static Document created(int before, int after, boolean automatically) {
        return new Document("numIndexesBefore", before).append("numIndexesAfter", after)
                .append("createdCollectionAutomatically", automatically);
    }

    Document dropIndexes(String database, Document command) {
        Refusals.requireKnown(command, "dropIndexes", "index");
        String name = (String) command.get("dropIndexes");
        Object which = command.get("index");
        return alone(() -> {
            StoredCollection collection = engine.catalog().find(database, name);
            if (collection == null) {
                throw new MongoServerError(26, "NamespaceNotFound", "ns not found " + database + "." + name);
            }
            List<IndexDefinition> dropped = collection.indexes().stream()
                    .filter(index -> !index.name().equals(IndexDefinition.ID_INDEX))
                    .filter(index -> Objects.equals(which, "*") || index.name().equals(which)
                            || index.description().get("key").equals(which))
                    .toList();
            if (dropped.isEmpty() && !Objects.equals(which, "*")) {
                throw new IndexNotFoundException("index not found: " + which);
            }
            StoredCollection rest = collection;
            for (IndexDefinition index : dropped) {
                rest = rest.without(index);
            }
            engine.catalog().save(rest);
            dropped.forEach(engine.catalog()::dropIndexMap);
            return new Document("nIndexesWas", collection.indexes().size());
        });
    }

    Document listIndexes(String database, Document command) {
        Refusals.requireKnown(command, "listIndexes", "cursor");
        String name = (String) command.get("listIndexes");
        StoredCollection collection = engine.catalog().find(database, name);
        if (collection == null) {
            throw new MongoServerError(26, "NamespaceNotFound", "ns does not exist: " + database + "." + name);
        }
        List<Document> descriptions = collection.indexes().stream().map(IndexDefinition::description).toList();
        return cursors.firstBatch(collection.fullName(), descriptions, BatchSources.ofDocuments(List.of()));
    }

    Document listCollections(String database, Document command) {
        Refusals.requireKnown(command, "listCollections", "filter", "nameOnly", "cursor", "authorizedCollections");
        Document filter = Refusals.filter(command.get("filter"));
        List<Document> listed = engine.catalog().of(database).stream()
                .map(collection -> new Document("name", collection.name()).append("type", "collection")
                        .append("options", new Document()).append("info", new Document("readOnly", false))
                        .append("idIndex", ID_DESCRIPTION))
                .filter(document -> new DefaultQueryMatcher().matches(document, filter))
                .toList();
        return cursors.firstBatch(database + ".$cmd.listCollections", listed, BatchSources.ofDocuments(List.of()));
    }

    Document listDatabases(Document command) {
        Refusals.requireKnown(command, "listDatabases", "nameOnly", "filter", "authorizedDatabases");
        Document filter = Refusals.filter(command.get("filter"));
        List<Document> databases = engine.catalog().all().stream()
                .map(StoredCollection::database).distinct()
                .map(name -> new Document("name", name).append("sizeOnDisk", 0L).append("empty", false))
                .filter(document -> new DefaultQueryMatcher().matches(document, filter))
                .toList();
        return new Document("databases", databases).append("totalSize", engine.storage().fileSize());
    }
}
