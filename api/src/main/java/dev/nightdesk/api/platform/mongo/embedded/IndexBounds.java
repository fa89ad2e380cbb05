package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import dev.nightdesk.api.platform.mongo.embedded.IndexDefinition.Part;
import dev.nightdesk.api.platform.mongo.embedded.QueryPlan.KeyRange;
import dev.nightdesk.api.platform.mongo.embedded.storage.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;

/** What a filter says about the fields of one index, as ranges of its keys. */
final class IndexBounds {

    /** More combinations of values than this are walked as the range around them. */
    private static final long MOST_RANGES = 10_000;

    private final IndexDefinition index;
    private final Predicates predicates;
    private final List<Bounds> bounds = new ArrayList<>();
    private final int pointParts;

    IndexBounds(IndexDefinition index, Predicates predicates) {
        this.index = index;
        this.predicates = predicates;
        for (int part = 0; part < index.parts().size(); part++) {
            bounds.add(predicates.bounds(path(part), index.holdsArrays(part)));
        }
        pointParts = countPointParts();
    }

    private String path(int part) {
        return index.parts().get(part).path().text();
    }

    private int countPointParts() {
        long combinations = 1;
        int part = 0;
        while (part < bounds.size() && bounds.get(part) instanceof Bounds.Points points) {
            combinations *= points.values().size();
            if (combinations > MOST_RANGES) {
                break;
            }
            part++;
        }
        return part;
    }

    /** Whether every document that can match is in the index. */
    boolean covers() {
        return (!index.sparse() || anyPartPresent())
                && (index.partialFilter() == null || implies(index.partialFilter()));
    }

    private boolean anyPartPresent() {
        for (int part = 0; part < bounds.size(); part++) {
            if (bounds.get(part).excludesNull() || predicates.requiresPresence(path(part))) {
                return true;
            }
        }
        return false;
    }

    private boolean implies(Document partialFilter) {
        Predicates required = Predicates.of(partialFilter);
        return PartialFilters.paths(partialFilter).stream().allMatch(path -> {
            Bounds mine = predicates.bounds(path, true);
            boolean present = mine.excludesNull() || predicates.requiresPresence(path);
            return mine.within(required.bounds(path, false)) && (present || !required.requiresPresence(path));
        });
    }

    /** Leading fields with fixed values, and one more if the next has a range. */
    int boundParts() {
        boolean range = pointParts < bounds.size() && !(bounds.get(pointParts) instanceof Bounds.Anywhere);
        return pointParts + (range ? 1 : 0);
    }

    int pointParts() {
        return pointParts;
    }

    Bounds of(int part) {
        return bounds.get(part);
    }

    /** Whether all matches have the same value in this field. */
    boolean isConstant(int part) {
        return bounds.get(part) instanceof Bounds.Points points && points.values().size() == 1
                && !index.holdsArrays(part);
    }

    /** The first bytes of every key that meets the first {@code parts} fields, which all have fixed values. */
    List<byte[]> prefixes(int parts) {
        return extended(List.of(new byte[0]), 0, parts);
    }

    private List<byte[]> extended(List<byte[]> starts, int from, int to) {
        List<byte[]> prefixes = starts;
        for (int part = from; part < to; part++) {
            List<byte[]> longer = new ArrayList<>();
            NavigableSet<byte[]> values = ((Bounds.Points) bounds.get(part)).values();
            for (byte[] prefix : prefixes) {
                values.forEach(value -> longer.add(joined(prefix, value, false)));
            }
            for (int i = 0; i < longer.size(); i++) {
                invert(longer.get(i), prefixes.get(i / values.size()).length, index.parts().get(part));
            }
            prefixes = longer;
        }
        return prefixes;
    }

    /** The stretches of keys behind one prefix, in key order. */
    List<KeyRange> ranges(byte[] prefix, int prefixParts) {
        List<KeyRange> ranges = new ArrayList<>();
        for (byte[] points : extended(List.of(prefix), prefixParts, pointParts)) {
            Bounds next = pointParts < bounds.size() ? bounds.get(pointParts) : Bounds.anywhere();
            ranges.add(next instanceof Bounds.Range range
                    ? range(points, range, index.parts().get(pointParts))
                    : next instanceof Bounds.Points many && !many.isEmpty()
                            ? range(points, new Bounds.Range(many.values().first(), true, many.values().last(), true),
                                    index.parts().get(pointParts))
                            : new KeyRange(points, joined(points, new byte[0], true)));
        }
        ranges.sort((a, b) -> Arrays.compareUnsigned(a.low(), b.low()));
        return ranges;
    }

    /** Where the field sorts downwards the limits change places. */
    private static KeyRange range(byte[] prefix, Bounds.Range range, Part part) {
        boolean up = part.ascending();
        byte[] first = up ? range.low() : range.high();
        byte[] last = up ? range.high() : range.low();
        boolean firstIncluded = up ? range.lowIncluded() : range.highIncluded();
        boolean lastIncluded = up ? range.highIncluded() : range.lowIncluded();
        byte[] low = joined(prefix, first, !firstIncluded);
        byte[] high = joined(prefix, last, lastIncluded);
        invert(low, prefix.length, prefix.length + first.length, part);
        invert(high, prefix.length, prefix.length + last.length, part);
        return new KeyRange(low, high);
    }

    private static byte[] joined(byte[] prefix, byte[] value, boolean afterAll) {
        ByteWriter out = new ByteWriter(prefix.length + value.length + 1);
        out.bytes(prefix);
        out.bytes(value);
        if (afterAll) {
            out.octet(KeyEncoding.AFTER_ALL);
        }
        return out.toArray();
    }

    private static void invert(byte[] key, int from, Part part) {
        invert(key, from, key.length, part);
    }

    private static void invert(byte[] key, int from, int to, Part part) {
        for (int i = from; i < to && !part.ascending(); i++) {
            key[i] = (byte) ~key[i];
        }
    }
}
