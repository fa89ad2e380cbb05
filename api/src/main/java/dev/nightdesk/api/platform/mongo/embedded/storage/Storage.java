package dev.nightdesk.api.platform.mongo.embedded.storage;

import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot.Published;
import dev.nightdesk.api.platform.mongo.embedded.storage.Snapshot.Usage;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RootReference;
import org.h2.store.fs.FilePath;

/** A data folder: numbered ordered maps of bytes. Map {@link #CATALOG} always exists. */
public final class Storage implements AutoCloseable {

    /** The map that is there from the beginning. */
    public static final int CATALOG = 0;

    private static final int DOCUMENTS_IN_USE = 60;

    /**
     * Half the pages of indexes are written again within seconds. To keep as much in use as of documents, all others
     * would have to be moved at every checkpoint, for a file that is the smaller one anyway.
     */
    private static final int INDEXES_IN_USE = 30;

    /** What a map holds decides which file it lies in: pages that age together leave whole regions free together. */
    public enum Kind {
        /** Written once and seldom again. */
        DOCUMENTS,
        /** Many small entries, rewritten all the time. */
        INDEX
    }

    private final FolderLock lock;
    private final MapFile documents;
    private final MapFile indexes;
    private final FreeSpace freeSpace;
    private final Committer committer;
    private final Checkpointer checkpointer;
    private volatile Published published;

    private Storage(FolderLock lock, Path folder, StorageOptions options) throws IOException {
        this.lock = lock;
        freeSpace = new FreeSpace(folder, options.reserveBytes());
        FilePath files = FilePath.get(options.fileSystem() + folder.toAbsolutePath());
        documents = new MapFile(
                files + "/documents.mv", options.cacheMegabytes() / 4, DOCUMENTS_IN_USE, options.durable());
        try {
            indexes = new MapFile(
                    files + "/indexes.mv", options.cacheMegabytes() * 3 / 4, INDEXES_IN_USE, options.durable());
        } catch (RuntimeException e) {
            documents.store().closeImmediately();
            throw e;
        }
        try {
            openMaps();
            Journal journal = new Journal(files, options.durable());
            checkpointer = new Checkpointer(List.of(documents, indexes), journal, options);
            long last = journal.replay(checkpointer.applied(), (payload, number) -> apply(payload));
            checkpointer.recovered(last);
            publish();
            committer = new Committer(this, journal, checkpointer, freeSpace, last);
        } catch (IOException | RuntimeException e) {
            documents.store().closeImmediately();
            indexes.store().closeImmediately();
            throw e;
        }
    }

    /**
     * Opens a folder, creating what is missing, and replays what the last process did not bring into the maps.
     *
     * @throws StorageException if the folder is in use, newer or damaged
     * @throws UncheckedIOException if the disk fails
     */
    public static Storage open(Path folder, StorageOptions options) {
        FolderLock lock = FolderLock.take(folder);
        try {
            Storage storage = new Storage(lock, folder, options);
            storage.committer.start();
            storage.checkpointer.start();
            return storage;
        } catch (IOException e) {
            lock.close();
            throw new UncheckedIOException("The data folder " + folder + " cannot be opened: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            lock.close();
            throw translated(e);
        }
    }

    private void openMaps() {
        Map<Integer, MVMap<byte[], byte[]>> found = new HashMap<>(documents.maps());
        found.putAll(indexes.maps());
        found.computeIfAbsent(CATALOG, indexes::map);
        publish(room(Collections.max(found.keySet()) + 1));
        found.forEach((number, map) -> published.maps()[number] = map);
    }

    private static Published room(int size) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        MVMap<byte[], byte[]>[] maps = new MVMap[size];
        @SuppressWarnings({"unchecked", "rawtypes"})
        RootReference<byte[], byte[]>[] roots = new RootReference[size];
        return new Published(maps, roots);
    }

    /** Everything acknowledged so far, and nothing else. */
    public Snapshot snapshot() {
        List<Usage> usages = List.of(Usage.of(documents.store()), Usage.of(indexes.store()));
        return new Snapshot(usages, published);
    }

    /**
     * Makes the changes durable and visible together, then returns.
     *
     * @throws StorageException if they were refused; after {@link Reason#UNAVAILABLE} they may or may not be there
     */
    public void commit(List<Change> changes) {
        try {
            committer.submit(changes).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StorageException refused
                    ? refused
                    : new StorageException(Reason.UNAVAILABLE, "The write failed: " + e.getCause(), e.getCause());
        }
    }

    /** Creates an empty map and returns its number; no commit may run meanwhile. */
    public int createMap(Kind kind) {
        freeSpace.require();
        int number = published.maps().length;
        Published after = new Published(Arrays.copyOf(published.maps(), number + 1),
                Arrays.copyOf(published.roots(), number + 1));
        after.maps()[number] = (kind == Kind.DOCUMENTS ? documents : indexes).map(number);
        publish(after);
        return number;
    }

    /** Deletes a map and its entries; no commit may run meanwhile. */
    public void dropMap(int number) {
        MVMap<byte[], byte[]> dropped = published.maps()[number];
        Published after = new Published(published.maps().clone(), published.roots().clone());
        after.maps()[number] = null;
        after.roots()[number] = null;
        publish(after);
        dropped.store.removeMap(dropped);
    }

    /** Whether the map exists. */
    public boolean hasMap(int number) {
        return number < published.maps().length && published.maps()[number] != null;
    }

    /** One more than the highest number a map ever had. */
    public int mapLimit() {
        return published.maps().length;
    }

    /** Writes past the journal; durable only after {@link #checkpoint}, and no commit may run meanwhile. */
    public void load(Iterable<Change> changes) {
        int loaded = 0;
        for (Change change : changes) {
            apply(change);
            loaded += change.key().length + (change.value() == null ? 0 : change.value().length);
            if (loaded > checkpointer.limit()) {
                checkpointer.run();
                loaded = 0;
            }
        }
        publish();
    }

    /** Brings the map file up to date and shortens the journal. */
    public void checkpoint() {
        try {
            checkpointer.run();
        } catch (MVStoreException e) {
            throw translated(e);
        }
    }

    /** Length of the map files, in bytes. */
    public long fileSize() {
        return documents.size() + indexes.size();
    }

    void apply(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        while (in.hasMore()) {
            apply(Change.readFrom(in));
        }
    }

    void apply(Change change) {
        if (!hasMap(change.map())) {
            throw new StorageException(Reason.CORRUPT,
                    "The journal names map " + change.map() + ", which does not exist. Restore a backup.");
        }
        MVMap<byte[], byte[]> map = published.maps()[change.map()];
        if (change.value() == null) {
            map.remove(change.key());
        } else {
            map.put(change.key(), change.value());
        }
    }

    void publish() {
        publish(new Published(published.maps(), published.roots().clone()));
    }

    private void publish(Published next) {
        for (int number = 0; number < next.roots().length; number++) {
            if (next.maps()[number] != null) {
                next.roots()[number] = next.maps()[number].getRoot();
            }
        }
        published = next;
    }

    @Override
    public void close() {
        committer.close();
        documents.giveUp();
        indexes.giveUp();
        checkpointer.close();
        try {
            checkpointer.run();
            documents.close();
            indexes.close();
        } catch (RuntimeException e) {
            documents.store().closeImmediately();
            indexes.store().closeImmediately();
            throw translated(e);
        } finally {
            lock.close();
        }
    }

    /** Turns what a map file throws into the reason a person can act on. */
    public static RuntimeException translated(RuntimeException e) {
        if (!(e instanceof MVStoreException damage)) {
            return e;
        }
        for (Throwable cause = damage; cause != null; cause = cause.getCause()) {
            if (cause instanceof StorageException known) {
                return known;
            }
        }
        Reason reason = damage.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT ? Reason.CORRUPT : Reason.UNAVAILABLE;
        return new StorageException(reason, "The data file failed: " + e.getMessage(), e);
    }
}
