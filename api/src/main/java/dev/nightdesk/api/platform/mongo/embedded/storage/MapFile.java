package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;

/** One MVStore file of numbered maps, and a note inside it of the journal frame up to which it is complete. */
final class MapFile {

    private static final String MAP_PREFIX = "map.";
    private static final byte[] APPLIED = {1};
    private static final int FILE_HEADER = 2 * 4096;

    /** Small pages: an insert in random order makes a whole page wait in memory for the next checkpoint. */
    private static final int KEYS_PER_PAGE = 48;

    /** Long enough for the pages of one checkpoint to outlive the next, whatever a power failure leaves of that. */
    private static final int RETENTION_MILLIS = 3_000;

    /** In small portions: what is moved waits in memory for the next checkpoint, and much of it is copied twice. */
    private static final int COMPACT_BYTES = 8 << 20;

    private final PatientFileStore file;
    private final MVStore store;
    private final MVMap<byte[], byte[]> notes;
    private final int leastFillPercent;
    private final boolean durable;

    /**
     * Opens or makes the file.
     *
     * @param leastFillPercent how much of the file is to be in use, unless little has been written since
     */
    MapFile(String path, int cacheMegabytes, int leastFillPercent, boolean durable) {
        this.leastFillPercent = leastFillPercent;
        this.durable = durable;
        deleteUnlessBegun(FilePath.get(path));
        file = PatientFileStore.open(path, cacheMegabytes);
        try {
            store = new MVStore.Builder()
                    .adoptFileStore(file).autoCommitDisabled().autoCommitBufferSize(0)
                    .keysPerPage(KEYS_PER_PAGE).open();
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
        store.setRetentionTime(RETENTION_MILLIS);
        notes = open("notes");
    }

    /** A file shorter than its header was cut short by a crash while it was made, and never held anything. */
    private static void deleteUnlessBegun(FilePath path) {
        if (path.exists() && path.size() < FILE_HEADER) {
            path.delete();
        }
    }

    /** The maps of this file by number. */
    Map<Integer, MVMap<byte[], byte[]>> maps() {
        Map<Integer, MVMap<byte[], byte[]>> maps = new HashMap<>();
        for (String name : store.getMapNames()) {
            if (name.startsWith(MAP_PREFIX)) {
                maps.put(Integer.valueOf(name.substring(MAP_PREFIX.length())), open(name));
            }
        }
        return maps;
    }

    MVMap<byte[], byte[]> map(int number) {
        return open(MAP_PREFIX + number);
    }

    private MVMap<byte[], byte[]> open(String name) {
        return store.openMap(name, new MVMap.Builder<byte[], byte[]>()
                .keyType(KeyType.INSTANCE).valueType(ValueType.INSTANCE));
    }

    /** The last frame known to be in these maps; they may hold some of what follows. */
    long applied() {
        byte[] note = notes.get(APPLIED);
        return note == null ? 0 : ByteBuffer.wrap(note).getLong();
    }

    /** Returns once everything up to this frame is on disk without the journal. */
    void save(long reached) {
        notes.put(APPLIED, ByteBuffer.allocate(Long.BYTES).putLong(reached).array());
        store.commit();
        if (durable) {
            store.sync();
        }
    }

    void compact() {
        store.compact(leastFillPercent, COMPACT_BYTES);
    }

    MVStore store() {
        return store;
    }

    /** Memory of the pages that wait for a checkpoint, in bytes. */
    long unsaved() {
        return store.getUnsavedMemory();
    }

    boolean stalled() {
        return file.stalled();
    }

    void waitIn(Thread thread) {
        file.waitIn(thread);
    }

    void giveUp() {
        file.giveUp();
    }

    long size() {
        return file.size();
    }

    void close() {
        store.close(0);
    }
}
