package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import dev.nightdesk.api.platform.mongo.embedded.storage.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One index of one collection: which entries a document has in it. An entry is the encoded values followed by the
 * document's record number.
 */
final class IndexDefinition {

    /** The field that names a document. */
    static final String ID = "_id";

    /** The index every collection has. */
    static final String ID_INDEX = "_id_";

    /** One indexed field. */
    record Part(FieldPath path, boolean ascending) {}

    private final int map;
    private final Document description;
    private final List<Part> parts;
    private final boolean unique;
    private final boolean sparse;
    private final Document partialFilter;
    /** The field whose presence is all that the partial filter asks for, or null. */
    private final String presentField;
    private final Set<String> roots;

    /** Which fields have ever held an array: 0 never, 1 yes, 2 yes and written down. */
    private final AtomicIntegerArray arrays;

    IndexDefinition(int map, Document description) {
        this.map = map;
        this.description = description;
        List<Part> list = new ArrayList<>();
        ((Document) description.get("key")).forEach((path, direction) ->
                list.add(new Part(new FieldPath(path), ((Number) direction).doubleValue() > 0)));
        parts = List.copyOf(list);
        unique = Boolean.TRUE.equals(description.get("unique")) || name().equals(ID_INDEX);
        sparse = Boolean.TRUE.equals(description.get("sparse"));
        partialFilter = (Document) description.get("partialFilterExpression");
        presentField = partialFilter == null ? null : PartialFilters.presentField(partialFilter);
        arrays = new AtomicIntegerArray(parts.size());
        Stream<String> filtered = partialFilter == null ? Stream.of() : PartialFilters.paths(partialFilter).stream();
        roots = Stream.concat(parts.stream().map(part -> part.path().text()), filtered)
                .map(IndexDefinition::root).collect(Collectors.toUnmodifiableSet());
    }

    int map() {
        return map;
    }

    String name() {
        return (String) description.get("name");
    }

    /** As {@code listIndexes} tells it. */
    Document description() {
        return description;
    }

    List<Part> parts() {
        return parts;
    }

    boolean unique() {
        return unique;
    }

    boolean sparse() {
        return sparse;
    }

    /** What a document must match to be in the index, or null. */
    Document partialFilter() {
        return partialFilter;
    }

    boolean holdsArrays(int part) {
        return arrays.get(part) != 0;
    }

    boolean holdsArrays() {
        for (int part = 0; part < parts.size(); part++) {
            if (holdsArrays(part)) {
                return true;
            }
        }
        return false;
    }

    boolean arrayWrittenDown(int part) {
        return arrays.get(part) == 2;
    }

    void noteArray(int part, boolean writtenDown) {
        arrays.accumulateAndGet(part, writtenDown ? 2 : 1, Math::max);
    }

    private static String root(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** Whether a change of these fields may change its entries; most changes concern few indexes. */
    boolean concernedBy(Set<String> changed) {
        for (String root : roots) {
            if (changed.contains(root)) {
                return true;
            }
        }
        return false;
    }

    /** The keys of a document in this index, and which parts met an array. */
    record Keys(NavigableSet<byte[]> values, List<Integer> arrayParts) {}

    private static final Keys NONE = new Keys(new TreeSet<>(Arrays::compareUnsigned), List.of());

    Keys keysOf(Document document) {
        if (!admits(document)) {
            return NONE;
        }
        List<FieldPath.Found> found = new ArrayList<>(parts.size());
        for (Part part : parts) {
            found.add(part.path().in(document));
        }
        if (sparse && found.stream().noneMatch(FieldPath.Found::present)) {
            return NONE;
        }
        List<Integer> arrayParts = new ArrayList<>(0);
        for (int part = 0; part < found.size(); part++) {
            if (found.get(part).array()) {
                arrayParts.add(part);
            }
        }
        requireOneArray(arrayParts);
        NavigableSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        collect(found, 0, new ByteWriter(64), keys);
        return new Keys(keys, arrayParts);
    }

    private boolean admits(Document document) {
        if (presentField != null) {
            return document.containsKey(presentField);
        }
        return partialFilter == null || new DefaultQueryMatcher().matches(document, partialFilter);
    }

    /** Two fields inside the same array are one array; two arrays would need every pair of their elements. */
    private void requireOneArray(List<Integer> arrayParts) {
        if (arrayParts.size() < 2) {
            return;
        }
        List<String> roots = arrayParts.stream()
                .map(part -> root(parts.get(part).path().text()))
                .distinct().toList();
        if (roots.size() > 1) {
            throw new CannotIndexParallelArraysError(roots);
        }
    }

    private void collect(List<FieldPath.Found> found, int part, ByteWriter out, NavigableSet<byte[]> keys) {
        if (part == found.size()) {
            keys.add(out.toArray());
            return;
        }
        int start = out.size();
        for (Object value : found.get(part).values()) {
            KeyEncoding.write(value, out);
            if (!parts.get(part).ascending()) {
                out.invertFrom(start);
            }
            collect(found, part + 1, out, keys);
            out.truncate(start);
        }
    }

    /** The values of a key as an error message and its {@code keyValue} show them. */
    Document keyValueOf(Document document) {
        Document shown = new Document();
        for (Part part : parts) {
            List<Object> values = part.path().in(document).values();
            shown.put(part.path().text(), values.isEmpty() ? null : values.get(0));
        }
        return shown;
    }
}
