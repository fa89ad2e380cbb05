package dev.nightdesk.api.schedule;

import java.util.Arrays;

/**
 * A fixed stretch of a calendar, laid out as instants: when each reason begins, and how much was open before.
 * Immutable; times are milliseconds since the epoch.
 */
final class CalendarPage {
    /** 32 days: a year is a dozen pages, and a page is compiled in some ten microseconds. */
    static final long LENGTH = 32L * 24 * 60 * 60 * 1000;

    private final long number;
    private final long[] starts;
    private final OpeningReason[] reasons;
    private final long[] openBefore;

    private CalendarPage(long number, long[] starts, OpeningReason[] reasons) {
        this.number = number;
        this.starts = starts;
        this.reasons = reasons;
        openBefore = new long[starts.length + 1];
        for (int i = 0; i < starts.length; i++) {
            openBefore[i + 1] = openBefore[i] + (reasons[i].open() ? end(i) - starts[i] : 0);
        }
    }

    static long numberOf(long instant) {
        return Math.floorDiv(instant, LENGTH);
    }

    long number() {
        return number;
    }

    long from() {
        return number * LENGTH;
    }

    long until() {
        return from() + LENGTH;
    }

    int size() {
        return starts.length;
    }

    /** Which segment an instant of this page lies in. */
    int indexOf(long instant) {
        int found = Arrays.binarySearch(starts, instant);
        return found >= 0 ? found : -found - 2;
    }

    long start(int index) {
        return starts[index];
    }

    long end(int index) {
        return index + 1 < starts.length ? starts[index + 1] : until();
    }

    OpeningReason reason(int index) {
        return reasons[index];
    }

    long open() {
        return openBefore[starts.length];
    }

    /** Open time from the page's beginning until an instant of it. */
    long openUntil(long instant) {
        int index = indexOf(instant);
        return openBefore[index] + (reasons[index].open() ? instant - starts[index] : 0);
    }

    /** The earliest instant by which this much was open since the page's beginning; {@code 0 < open <= open()}. */
    long instantAfter(long open) {
        int found = Arrays.binarySearch(openBefore, open);
        int index = found >= 0 ? found : -found - 1;
        // Closed segments repeat a sum, and the search may land on any of them.
        while (openBefore[index - 1] >= open) {
            index--;
        }
        return starts[index - 1] + (open - openBefore[index - 1]);
    }

    /** Collects segments in order; neighbours with one reason become one. */
    static final class Builder {
        private final long number;
        private long[] starts = new long[96];
        private OpeningReason[] reasons = new OpeningReason[96];
        private int size;

        Builder(long number) {
            this.number = number;
        }

        void add(long start, OpeningReason reason) {
            if (size > 0 && reasons[size - 1].equals(reason)) {
                return;
            }
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, size * 2);
                reasons = Arrays.copyOf(reasons, size * 2);
            }
            starts[size] = start;
            reasons[size] = reason;
            size++;
        }

        CalendarPage build() {
            return new CalendarPage(number, Arrays.copyOf(starts, size), Arrays.copyOf(reasons, size));
        }
    }
}
