package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.storage.ByteWriter;
import dev.nightdesk.api.platform.mongo.embedded.storage.Change;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import dev.nightdesk.api.platform.mongo.embedded.storage.Storage;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonReader;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Which collections and indexes exist, in memory and in the storage's own map. */
final class Catalog {

    private static final int COLLECTION = 1;
    private static final int ARRAY_SEEN = 2;

    private final Storage storage;
    private final ConcurrentSkipListMap<String, StoredCollection> collections = new ConcurrentSkipListMap<>();

    Catalog(Storage storage) {
        this.storage = storage;
        try (Snapshot snapshot = storage.snapshot()) {
            load(snapshot);
        }
        dropOrphans();
    }

    private void load(Snapshot snapshot) {
        Map<Integer, IndexDefinition> indexesByMap = new TreeMap<>();
        Snapshot.Entries entries = snapshot.ascending(Storage.CATALOG, null, null);
        while (entries.next()) {
            if (entries.key()[0] == COLLECTION) {
                StoredCollection collection = read(snapshot, BsonReader.read(entries.value()));
                collections.put(collection.fullName(), collection);
                collection.indexes().forEach(index -> indexesByMap.put(index.map(), index));
            } else {
                Document seen = BsonReader.read(entries.value());
                IndexDefinition index = indexesByMap.get(seen.get("map"));
                if (index != null) {
                    index.noteArray((Integer) seen.get("part"), true);
                }
            }
        }
    }

    private static StoredCollection read(Snapshot snapshot, Document entry) {
        int documents = (Integer) entry.get("documents");
        Snapshot.Entries last = snapshot.descending(documents, null, null);
        AtomicLong next = new AtomicLong(last.next() ? RecordNumber.of(last.key()) + 1 : 1);
        List<IndexDefinition> indexes = new ArrayList<>();
        for (Object item : (List<?>) entry.get("indexes")) {
            Document index = (Document) item;
            indexes.add(new IndexDefinition((Integer) index.get("map"), (Document) index.get("index")));
        }
        return new StoredCollection(
                (String) entry.get("database"), (String) entry.get("name"), documents, indexes, next);
    }

    /** A crash while an index was built leaves a map that no collection names. */
    private void dropOrphans() {
        Set<Integer> known = new HashSet<>();
        known.add(Storage.CATALOG);
        for (StoredCollection collection : collections.values()) {
            known.add(collection.documents());
            collection.indexes().forEach(index -> known.add(index.map()));
        }
        for (int map = 0; map < storage.mapLimit(); map++) {
            if (storage.hasMap(map) && !known.contains(map)) {
                storage.dropMap(map);
            }
        }
    }

    /** The collection, or null. */
    StoredCollection find(String database, String name) {
        return collections.get(database + "." + name);
    }

    Collection<StoredCollection> all() {
        return collections.values();
    }

    List<StoredCollection> of(String database) {
        return collections.values().stream().filter(collection -> collection.database().equals(database)).toList();
    }

    /** Writes the collection down and shows it; no write may run meanwhile. */
    void save(StoredCollection collection) {
        storage.load(List.of(Change.put(
                Storage.CATALOG, collectionKey(collection), BsonWriter.write(collection.toCatalog()))));
        storage.checkpoint();
        collections.put(collection.fullName(), collection);
    }

    /** Forgets the collection, then frees its maps; no write may run meanwhile. */
    void remove(StoredCollection collection) {
        collections.remove(collection.fullName());
        storage.load(List.of(Change.remove(Storage.CATALOG, collectionKey(collection))));
        collection.indexes().forEach(this::dropIndexMap);
        storage.dropMap(collection.documents());
        storage.checkpoint();
    }

    void dropIndexMap(IndexDefinition index) {
        for (int part = 0; part < index.parts().size(); part++) {
            storage.load(List.of(Change.remove(Storage.CATALOG, arrayKey(index, part))));
        }
        storage.dropMap(index.map());
    }

    /** Belongs into the commit that brings the first array under an index. */
    static Change arraySeen(IndexDefinition index, int part) {
        Document seen = new Document("map", index.map()).append("part", part);
        return Change.put(Storage.CATALOG, arrayKey(index, part), BsonWriter.write(seen));
    }

    private static byte[] collectionKey(StoredCollection collection) {
        ByteWriter key = new ByteWriter(64);
        key.octet(COLLECTION);
        key.bytes(collection.fullName().getBytes(StandardCharsets.UTF_8));
        return key.toArray();
    }

    private static byte[] arrayKey(IndexDefinition index, int part) {
        ByteWriter key = new ByteWriter(16);
        key.octet(ARRAY_SEEN);
        key.number(index.map(), 4);
        key.number(part, 2);
        return key.toArray();
    }
}
