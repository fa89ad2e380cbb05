package dev.nightdesk.api.platform.mongo.embedded;

import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonReader;
import java.util.ArrayList;
import java.util.List;

/** Compares every index with the documents it should hold, and no others. */
final class Verification {

    private final Engine engine;
    private final List<String> complaints = new ArrayList<>();

    Verification(Engine engine) {
        this.engine = engine;
    }

    List<String> run() {
        for (StoredCollection listed : List.copyOf(engine.catalog().all())) {
            engine.read(listed.database(), listed.name(), null, (snapshot, collection) -> {
                collection.indexes().forEach(index -> compare(snapshot, collection, index));
                return null;
            });
        }
        return complaints;
    }

    private void compare(Snapshot snapshot, StoredCollection collection, IndexDefinition index) {
        String name = collection.fullName() + " " + index.name();
        long expected = 0;
        Snapshot.Entries documents = snapshot.ascending(collection.documents(), null, null);
        while (documents.next()) {
            long record = RecordNumber.of(documents.key());
            for (byte[] key : index.keysOf(BsonReader.read(documents.value())).values()) {
                expected++;
                if (snapshot.get(index.map(), RecordNumber.appended(key, record)) == null) {
                    complaints.add(name + " lacks an entry of record " + record);
                }
            }
        }
        if (snapshot.size(index.map()) != expected) {
            complaints.add(name + " has " + snapshot.size(index.map()) + " entries instead of " + expected);
        }
        if (index.unique()) {
            requireUnique(snapshot, index, name);
        }
    }

    private void requireUnique(Snapshot snapshot, IndexDefinition index, String name) {
        Snapshot.Entries entries = snapshot.ascending(index.map(), null, null);
        byte[] previous = null;
        while (entries.next()) {
            if (previous != null && RecordNumber.sameExceptNumber(previous, entries.key())) {
                complaints.add(name + " has a key twice");
            }
            previous = entries.key();
        }
    }
}
