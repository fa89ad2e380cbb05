package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.storage.ByteWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;

/** What a write does to one index: only the keys that really change. */
record EntryChange(
        IndexDefinition index, Collection<byte[]> removed, Collection<byte[]> added, List<Integer> arrayParts) {

    static EntryChange between(IndexDefinition index, Document before, Document after) {
        if (before != null && after != null && !index.concernedBy(before, after)) {
            return new EntryChange(index, List.of(), List.of(), List.of());
        }
        NavigableSet<byte[]> old = before == null ? null : index.keysOf(before).values();
        IndexDefinition.Keys fresh = after == null ? null : index.keysOf(after);
        return new EntryChange(index,
                old == null ? List.of() : without(old, fresh == null ? null : fresh.values()),
                fresh == null ? List.of() : without(fresh.values(), old),
                fresh == null ? List.of() : fresh.arrayParts());
    }

    private static Collection<byte[]> without(NavigableSet<byte[]> keys, NavigableSet<byte[]> others) {
        if (others == null || others.isEmpty()) {
            return keys;
        }
        List<byte[]> rest = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            if (!others.contains(key)) {
                rest.add(key);
            }
        }
        return rest;
    }

    /** A key that tells apart the keys of different indexes. */
    static byte[] uniqueKey(IndexDefinition index, byte[] key) {
        ByteWriter out = new ByteWriter(key.length + 4);
        out.number(index.map(), 4);
        out.bytes(key);
        return out.toArray();
    }
}
