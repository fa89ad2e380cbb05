package dev.nightdesk.api.platform.mongo.embedded;

import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot;
import dev.nightdesk.api.platform.mongo.embedded.storage.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What all operations on one data folder share. */
final class Engine {

    private static final int STRIPES = 4096;

    private final Storage storage;
    private final Catalog catalog;
    private final Stripes records = new Stripes(STRIPES);
    private final Stripes uniqueKeys = new Stripes(STRIPES);
    private final ReadWriteLock structure = new ReentrantReadWriteLock(true);
    private volatile Consumer<QueryTrace> observer = trace -> { };
    private volatile Supplier<Optional<Instant>> time = Optional::empty;

    Engine(Storage storage) {
        this.storage = storage;
        catalog = new Catalog(storage);
    }

    /** What time it is; empty where nobody told. */
    Optional<Instant> time() {
        return time.get();
    }

    void time(InstantSource clock) {
        time = () -> Optional.of(clock.instant());
    }

    Storage storage() {
        return storage;
    }

    Catalog catalog() {
        return catalog;
    }

    /** Held while a document is changed, from reading it to its being visible. */
    Stripes records() {
        return records;
    }

    /** Held while a unique key is claimed, from looking whether it is free to its being visible. */
    Stripes uniqueKeys() {
        return uniqueKeys;
    }

    /** Shared by writes, exclusive to whoever makes or drops collections and indexes; queries take neither. */
    ReadWriteLock structure() {
        return structure;
    }

    /** Something that is read from one collection at one instant. */
    @FunctionalInterface
    interface Reading<T> {
        T from(Snapshot snapshot, StoredCollection collection);
    }

    /** Reads from a collection, or answers {@code absent} where it does not exist. */
    <T> T read(String database, String name, T absent, Reading<T> reading) {
        while (true) {
            StoredCollection collection = catalog.find(database, name);
            if (collection == null) {
                return absent;
            }
            try (Snapshot snapshot = storage.snapshot()) {
                boolean complete = snapshot.has(collection.documents())
                        && collection.indexes().stream().allMatch(index -> snapshot.has(index.map()));
                if (complete) {
                    return reading.from(snapshot, collection);
                }
            }
        }
    }

    void observe(Consumer<QueryTrace> next) {
        observer = next;
    }

    void report(QueryTrace trace) {
        observer.accept(trace);
    }
}
