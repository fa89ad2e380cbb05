package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.nightdesk.api.platform.mongo.embedded.storage.Change;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonReader;
import dev.nightdesk.api.platform.mongo.embedded.wire.BsonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers changes to documents of one collection and commits them together. Locks are kept until the changes are
 * visible. A session that holds anything but the lock of one document never waits for a lock: it commits what it
 * has and starts afresh, so two sessions cannot wait for each other.
 */
final class WriteSession implements AutoCloseable {

    private static final int LARGEST_DOCUMENT = 16 << 20;
    private static final int MOST_CHANGES = 4_000;
    private static final int MOST_BYTES = 4 << 20;

    private final Engine engine;
    private final StoredCollection collection;
    private final List<ReentrantLock> locks = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Runnable> onCommit = new ArrayList<>();
    private final Map<Long, Document> written = new LinkedHashMap<>();
    private final BsonWriter writer = new BsonWriter();
    private final NavigableMap<byte[], Boolean> uniqueEntries = new TreeMap<>(Arrays::compareUnsigned);
    private Snapshot view;
    private int bytes;
    private boolean holdsUniqueKeys;

    /** Thrown where only an empty session may wait; whoever started the operation commits and repeats it. */
    static final class Crowded extends RuntimeException {

        Crowded() {
            super(null, null, false, false);
        }
    }

    WriteSession(Engine engine, StoredCollection collection) {
        this.engine = engine;
        this.collection = collection;
    }

    StoredCollection collection() {
        return collection;
    }

    /** The records this session has written, which no snapshot shows yet. */
    Set<Long> writtenRecords() {
        return written.keySet();
    }

    /** Whether this session has itself left the record without an {@code _id} that the filter names. */
    boolean excludes(long record, Document filter) {
        Document document = written.get(record);
        return document != null && filter.get(IndexDefinition.ID) instanceof String asked
                && document.get(IndexDefinition.ID) instanceof String id && !id.equals(asked);
    }

    /** Takes the document's lock, so that what {@link #read} returns stays true until the commit. */
    void lockRecord(long record) {
        ReentrantLock lock = engine.records().lock(engine.records().stripe(Long.hashCode(record) * 31
                + collection.documents()));
        if (!lock.tryLock()) {
            flush();
            lock.lock();
        }
        locks.add(lock);
        refresh();
    }

    /** The document as it is now, with this session's own changes; null if it is gone. */
    Document read(long record) {
        if (written.containsKey(record)) {
            return written.get(record);
        }
        byte[] bson = view().get(collection.documents(), RecordNumber.key(record));
        return bson == null ? null : BsonReader.read(bson);
    }

    /** Everything committed when the last lock was taken. */
    Snapshot view() {
        if (view == null) {
            view = engine.storage().snapshot();
        }
        return view;
    }

    private void refresh() {
        if (view != null) {
            view.close();
            view = null;
        }
    }

    /** Adds a document that has an {@code _id}. */
    void insert(Document document) {
        long record = collection.newRecord();
        write(record, null, document);
    }

    /** Puts {@code after} in the place of {@code before}; the record is locked. */
    void replace(long record, Document before, Document after) {
        write(record, before, after);
    }

    /** Takes the document away; the record is locked. */
    void remove(long record, Document before) {
        write(record, before, null);
    }

    private void write(long record, Document before, Document after) {
        byte[] bson = after == null ? null : writer.bson(after);
        if (bson != null && bson.length > LARGEST_DOCUMENT) {
            throw new MongoServerError(10334, "BSONObjectTooLarge",
                    "A document of " + bson.length + " bytes is larger than " + LARGEST_DOCUMENT);
        }
        List<EntryChange> entryChanges = EntryChange.between(collection.indexes(), before, after);
        claimUniqueKeys(entryChanges, record, after);
        byte[] key = RecordNumber.key(record);
        add(bson == null ? Change.remove(collection.documents(), key) : Change.put(collection.documents(), key, bson));
        entryChanges.forEach(change -> addEntries(change, record));
        written.put(record, after);
        bytes += bson == null ? 0 : bson.length;
    }

    private void addEntries(EntryChange change, long record) {
        IndexDefinition index = change.index();
        for (byte[] key : change.removed()) {
            add(Change.remove(index.map(), RecordNumber.appended(key, record)));
            noteUnique(index, key, false);
        }
        for (byte[] key : change.added()) {
            add(Change.put(index.map(), RecordNumber.appended(key, record), Snapshot.NOTHING));
            noteUnique(index, key, true);
        }
        for (int part : change.arrayParts()) {
            if (!index.arrayWrittenDown(part)) {
                index.noteArray(part, false);
                add(Catalog.arraySeen(index, part));
                onCommit.add(() -> index.noteArray(part, true));
            }
        }
    }

    private void noteUnique(IndexDefinition index, byte[] key, boolean taken) {
        if (index.unique()) {
            uniqueEntries.put(EntryChange.uniqueKey(index, key), taken);
        }
    }

    private void add(Change change) {
        changes.add(change);
    }

    private void claimUniqueKeys(List<EntryChange> entryChanges, long record, Document after) {
        NavigableSet<Integer> stripes = new TreeSet<>();
        for (EntryChange change : entryChanges) {
            if (change.index().unique()) {
                change.added().forEach(key -> stripes.add(engine.uniqueKeys()
                        .stripe(Arrays.hashCode(key) * 31 + change.index().map())));
            }
        }
        if (stripes.isEmpty()) {
            return;
        }
        stripes.forEach(this::lockUniqueKey);
        holdsUniqueKeys = true;
        refresh();
        for (EntryChange change : entryChanges) {
            if (change.index().unique()) {
                change.added().forEach(key -> requireFree(change.index(), key, record, after));
            }
        }
    }

    /** Waiting is safe with one document's lock and lower stripes only: nobody who holds a stripe waits for those. */
    private void lockUniqueKey(int stripe) {
        ReentrantLock lock = engine.uniqueKeys().lock(stripe);
        if (!lock.tryLock()) {
            if (!changes.isEmpty() || holdsUniqueKeys) {
                throw new Crowded();
            }
            lock.lock();
        }
        locks.add(lock);
    }

    private void requireFree(IndexDefinition index, byte[] key, long record, Document document) {
        Boolean taken = uniqueEntries.get(EntryChange.uniqueKey(index, key));
        if (taken == null) {
            Snapshot.Entries entries = view().ascending(index.map(), key, RecordNumber.appended(key, -1));
            taken = entries.next() && RecordNumber.of(entries.key()) != record;
        }
        if (taken) {
            throw new DuplicateKey(collection, index, index.keyValueOf(document));
        }
    }

    /** Commits if much has gathered. */
    void flushIfLarge() {
        if (changes.size() > MOST_CHANGES || bytes > MOST_BYTES) {
            flush();
        }
    }

    /** Makes the changes durable and visible and gives the locks back. */
    void flush() {
        try {
            if (!changes.isEmpty()) {
                engine.storage().commit(List.copyOf(changes));
                onCommit.forEach(Runnable::run);
            }
        } finally {
            forget();
        }
    }

    private void forget() {
        changes.clear();
        onCommit.clear();
        written.clear();
        uniqueEntries.clear();
        bytes = 0;
        holdsUniqueKeys = false;
        refresh();
        locks.forEach(ReentrantLock::unlock);
        locks.clear();
    }

    /** Gives up what was not committed. */
    @Override
    public void close() {
        forget();
    }
}
