package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.storage.Change;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import dev.nightdesk.api.platform.mongo.embedded.storage.Storage;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Fills a new index from the documents there are; it counts only once the catalog names it. */
final class IndexBuild {

    private static final int CHUNK = 10_000;

    private final Storage storage;
    private final StoredCollection collection;
    private final IndexDefinition index;

    IndexBuild(Storage storage, StoredCollection collection, Document description) {
        this.storage = storage;
        this.collection = collection;
        index = new IndexDefinition(storage.createMap(Storage.Kind.INDEX), description);
    }

    /** The filled index. */
    IndexDefinition run() {
        try {
            fill();
            requireUnique();
            return index;
        } catch (RuntimeException e) {
            storage.dropMap(index.map());
            throw e;
        }
    }

    private void fill() {
        TreeSet<Integer> arrayParts = new TreeSet<>();
        List<Change> chunk = new ArrayList<>();
        try (Snapshot snapshot = storage.snapshot()) {
            Snapshot.Entries documents = snapshot.ascending(collection.documents(), null, null);
            while (documents.next()) {
                long record = RecordNumber.of(documents.key());
                IndexDefinition.Keys keys = index.keysOf(BsonReader.read(documents.value()));
                keys.values().forEach(key ->
                        chunk.add(Change.put(index.map(), RecordNumber.appended(key, record), Snapshot.NOTHING)));
                arrayParts.addAll(keys.arrayParts());
                if (chunk.size() >= CHUNK) {
                    storage.load(chunk);
                    chunk.clear();
                }
            }
        }
        for (int part : arrayParts) {
            index.noteArray(part, true);
            chunk.add(Catalog.arraySeen(index, part));
        }
        storage.load(chunk);
    }

    private void requireUnique() {
        if (!index.unique()) {
            return;
        }
        try (Snapshot snapshot = storage.snapshot()) {
            Snapshot.Entries entries = snapshot.ascending(index.map(), null, null);
            byte[] previous = null;
            while (entries.next()) {
                if (previous != null && RecordNumber.sameExceptNumber(previous, entries.key())) {
                    byte[] record = RecordNumber.key(RecordNumber.of(entries.key()));
                    Document document = BsonReader.read(snapshot.get(collection.documents(), record));
                    throw new DuplicateKey(collection, index, index.keyValueOf(document));
                }
                previous = entries.key();
            }
        }
    }
}
