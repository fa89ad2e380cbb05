package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.storage.ByteWriter;
import dev.nightdesk.api.platform.mongo.embedded.wire.RawArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;

/** What a write does to one index: only the keys that really change. */
record EntryChange(
        IndexDefinition index, Collection<byte[]> removed, Collection<byte[]> added, List<Integer> arrayParts) {

    /** What putting one document in the place of another does to these indexes; null stands for none. */
    static List<EntryChange> between(List<IndexDefinition> indexes, Document before, Document after) {
        Set<String> changed = before == null || after == null ? null : changedFields(before, after);
        List<EntryChange> changes = new ArrayList<>(indexes.size());
        for (IndexDefinition index : indexes) {
            if (changed == null || index.concernedBy(changed)) {
                changes.add(between(index, before, after));
            }
        }
        return changes;
    }

    /** Of arrays that nobody has read it is taken for granted that they differ. */
    @SuppressWarnings("ReferenceEquality") // what an update leaves alone is the very same value
    private static Set<String> changedFields(Document before, Document after) {
        Set<String> changed = new HashSet<>();
        for (var field : after.entrySet()) {
            Object former = before.get(field.getKey());
            Object value = field.getValue();
            boolean same = value == null ? before.containsKey(field.getKey()) && former == null
                    : value == former || !(value instanceof RawArray) && value.equals(former);
            if (!same) {
                changed.add(field.getKey());
            }
        }
        for (String name : before.keySet()) {
            if (!after.containsKey(name)) {
                changed.add(name);
            }
        }
        return changed;
    }

    private static EntryChange between(IndexDefinition index, Document before, Document after) {
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
