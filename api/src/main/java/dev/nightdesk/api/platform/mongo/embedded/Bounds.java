package dev.nightdesk.api.platform.mongo.embedded;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Where the values of one field must lie for a document to match, over encoded values: single points, one range, or
 * anywhere. May admit too much, never too little; the matcher has the last word.
 */
sealed interface Bounds {

    /** No restriction. */
    record Anywhere() implements Bounds {}

    /** One of these values. */
    record Points(NavigableSet<byte[]> values) implements Bounds {}

    /** Between two encodings; a limit may also be the beginning of a family of values. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Range(byte[] low, boolean lowIncluded, byte[] high, boolean highIncluded) implements Bounds {

        boolean contains(byte[] value) {
            int fromLow = Arrays.compareUnsigned(value, low);
            int fromHigh = Arrays.compareUnsigned(value, high);
            return (fromLow > 0 || (fromLow == 0 && lowIncluded)) && (fromHigh < 0 || (fromHigh == 0 && highIncluded));
        }

        private boolean sameAs(Range other) {
            return Arrays.equals(low, other.low) && lowIncluded == other.lowIncluded
                    && Arrays.equals(high, other.high) && highIncluded == other.highIncluded;
        }
    }

    static Bounds anywhere() {
        return new Anywhere();
    }

    static Bounds points(List<byte[]> values) {
        NavigableSet<byte[]> sorted = new TreeSet<>(Arrays::compareUnsigned);
        sorted.addAll(values);
        return new Points(sorted);
    }

    /** What satisfies both. */
    default Bounds and(Bounds other) {
        return switch (this) {
            case Anywhere anywhere -> other;
            case Points points -> switch (other) {
                case Anywhere anywhere -> this;
                case Points more -> points(points.values.stream().filter(more.values::contains).toList());
                case Range range -> points(points.values.stream().filter(range::contains).toList());
            };
            case Range range -> switch (other) {
                case Anywhere anywhere -> this;
                case Points points -> points.and(range);
                case Range more -> intersection(range, more);
            };
        };
    }

    private static Range intersection(Range a, Range b) {
        int lows = Arrays.compareUnsigned(a.low, b.low);
        int highs = Arrays.compareUnsigned(a.high, b.high);
        return new Range(
                lows >= 0 ? a.low : b.low,
                lows == 0 ? a.lowIncluded && b.lowIncluded : lows > 0 ? a.lowIncluded : b.lowIncluded,
                highs <= 0 ? a.high : b.high,
                highs == 0 ? a.highIncluded && b.highIncluded : highs < 0 ? a.highIncluded : b.highIncluded);
    }

    /** A range around what satisfies either; anywhere if one of them is. */
    default Bounds hull(Bounds other) {
        if (this instanceof Points mine && other instanceof Points theirs) {
            NavigableSet<byte[]> union = new TreeSet<>(mine.values);
            union.addAll(theirs.values);
            return new Points(union);
        }
        Range a = asRange();
        Range b = other.asRange();
        if (a == null || b == null) {
            return isEmpty() ? other : other.isEmpty() ? this : anywhere();
        }
        int lows = Arrays.compareUnsigned(a.low, b.low);
        int highs = Arrays.compareUnsigned(a.high, b.high);
        return new Range(
                lows <= 0 ? a.low : b.low,
                lows == 0 ? a.lowIncluded || b.lowIncluded : lows < 0 ? a.lowIncluded : b.lowIncluded,
                highs >= 0 ? a.high : b.high,
                highs == 0 ? a.highIncluded || b.highIncluded : highs > 0 ? a.highIncluded : b.highIncluded);
    }

    /** Whether nothing can satisfy it. */
    default boolean isEmpty() {
        return this instanceof Points points && points.values.isEmpty();
    }

    /** Whether everything within this lies within {@code other}. */
    default boolean within(Bounds other) {
        return switch (other) {
            case Anywhere anywhere -> true;
            case Points points -> this instanceof Points mine && points.values.containsAll(mine.values);
            case Range range -> switch (this) {
                case Anywhere anywhere -> false;
                case Points mine -> mine.values.stream().allMatch(range::contains);
                case Range mine -> intersection(mine, range).sameAs(mine);
            };
        };
    }

    /** Whether a missing or null field is outside. */
    default boolean excludesNull() {
        byte[] nothing = KeyEncoding.encode(null);
        return switch (this) {
            case Anywhere anywhere -> false;
            case Points points -> !points.values.contains(nothing);
            case Range range -> !range.contains(nothing);
        };
    }

    private Range asRange() {
        return switch (this) {
            case Anywhere anywhere -> null;
            case Points points -> points.values.isEmpty()
                    ? null
                    : new Range(points.values.first(), true, points.values.last(), true);
            case Range range -> range;
        };
    }
}
