package dev.nightdesk.api.platform.mongo.embedded.storage;

import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RootReference;

/**
 * All maps as they were after one group of writes. Reading never waits for a writer; close it soon, because the file
 * cannot reuse the space of pages that an open snapshot may still read.
 */
public final class Snapshot implements AutoCloseable {

    /** The value of an entry that is only a key. */
    public static final byte[] NOTHING = new byte[0];

    private final List<Usage> usages;
    private final Published published;
    private boolean closed;

    /** The roots of all maps, by map number, published together. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Published(MVMap<byte[], byte[]>[] maps, RootReference<byte[], byte[]>[] roots) {}

    /** A claim on the pages of one file's present version. */
    record Usage(MVStore store, MVStore.TxCounter counter) {

        static Usage of(MVStore store) {
            return new Usage(store, store.registerVersionUsage());
        }
    }

    Snapshot(List<Usage> usages, Published published) {
        this.usages = usages;
        this.published = published;
    }

    /** The value of {@code key}, or null. */
    public byte[] get(int map, byte[] key) {
        return published.maps[map].get(published.roots[map].root, key);
    }

    /** Whether the map existed when the snapshot was taken. */
    public boolean has(int map) {
        return map < published.roots.length && published.roots[map] != null;
    }

    /** Number of entries. */
    public long size(int map) {
        return published.roots[map].getTotalCount();
    }

    /** The entries from {@code low} on, up to but without {@code high}; null is no limit. */
    public Entries ascending(int map, byte[] low, byte[] high) {
        return new Entries(new Cursor<>(published.roots[map], low, null), high, false);
    }

    /** The same entries, last first. */
    public Entries descending(int map, byte[] low, byte[] high) {
        return new Entries(new Cursor<>(published.roots[map], high, low, true), high, true);
    }

    /** About how many entries lie between two keys; costs a look-up of each, whatever lies between. */
    public long estimate(int map, byte[] low, byte[] high) {
        MVMap<byte[], byte[]> live = published.maps[map];
        long from = low == null ? 0 : place(live.getKeyIndex(low));
        long to = high == null ? live.sizeAsLong() : place(live.getKeyIndex(high));
        return Math.max(0, to - from);
    }

    private static long place(long index) {
        return index < 0 ? -index - 1 : index;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            usages.forEach(usage -> usage.store().deregisterVersionUsage(usage.counter()));
        }
    }

    /** A walk over entries in key order. */
    public static final class Entries {

        private final Cursor<byte[], byte[]> cursor;
        private final byte[] high;
        private final boolean backwards;

        private Entries(Cursor<byte[], byte[]> cursor, byte[] high, boolean backwards) {
            this.cursor = cursor;
            this.high = high;
            this.backwards = backwards;
        }

        /** Goes to the next entry; false after the last. */
        public boolean next() {
            while (cursor.hasNext()) {
                byte[] key = cursor.next();
                if (high == null || Arrays.compareUnsigned(key, high) < 0) {
                    return true;
                }
                if (!backwards) {
                    return false;
                }
            }
            return false;
        }

        /** The key stood on. */
        public byte[] key() {
            return cursor.getKey();
        }

        /** The value stood on. */
        public byte[] value() {
            return cursor.getValue();
        }
    }
}
