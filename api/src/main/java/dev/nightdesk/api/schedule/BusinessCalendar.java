package dev.nightdesk.api.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A schedule compiled for arithmetic over its open time: exact to the millisecond, in half-open intervals.
 *
 * <p>Instants and durations are cut to whole milliseconds. Local hours are wall time: what a clock on the wall skips
 * never opens, what it shows twice opens twice. Hours belong to the date they begin on and run past midnight, unless
 * the next date is ruled by another exception or by a holiday.
 *
 * <p>Immutable and thread-safe; it keeps the last pages of compiled days.
 */
public final class BusinessCalendar {
    /** How far a search looks from where it begins, and so when it answers "never". */
    public static final Duration HORIZON = Duration.ofDays(30 * 366L);

    /** Instants before this one, or from {@link #LATEST} on, are refused. */
    public static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    /** See {@link #EARLIEST}. */
    public static final Instant LATEST = Instant.parse("2300-01-01T00:00:00Z");

    /** Open around the clock, without exceptions. */
    public static final BusinessCalendar ALWAYS_OPEN = of(
            new Schedule("always_open", "Always open", List.of(
                    new ScheduleVersion(1, null, ZoneOffset.UTC, true, List.of(), List.of(), List.of()))),
            new JollydayHolidays());

    // Five years of pages; a page finds its own slot, so that nothing has to be evicted by anybody.
    private static final int KEPT_PAGES = 64;

    private final Schedule schedule;
    private final PageCompiler compiler;
    private final AtomicReferenceArray<CalendarPage> pages = new AtomicReferenceArray<>(KEPT_PAGES);

    private BusinessCalendar(Schedule schedule, HolidaySource holidays) {
        this.schedule = schedule;
        this.compiler = new PageCompiler(schedule, holidays);
    }

    public static BusinessCalendar of(Schedule schedule, HolidaySource holidays) {
        return new BusinessCalendar(schedule, holidays);
    }

    public Schedule schedule() {
        return schedule;
    }

    /** Whether the schedule is open, since when and until when. */
    public Opening open(Instant at) {
        long instant = millis(at);
        CalendarPage page = page(CalendarPage.numberOf(instant));
        OpeningReason reason = page.reason(page.indexOf(instant));
        return new Opening(reason.open(), since(instant, reason.open()), until(instant, reason.open()), reason);
    }

    /** The first open instant at or after {@code after}: the same instant when it is open. */
    public Moment nextOpen(Instant after) {
        long from = millis(after);
        long horizon = horizon(from);
        long found = firstAfter(from, horizon, true);
        return found >= horizon ? new Moment.Never(Instant.ofEpochMilli(horizon)) : at(found);
    }

    /** How much was open between two instants; zero when {@code to} is not after {@code from}. */
    public Duration elapsed(Instant from, Instant to) {
        long start = millis(from);
        long end = millis(to);
        if (end <= start) {
            return Duration.ZERO;
        }
        long number = CalendarPage.numberOf(start);
        long last = CalendarPage.numberOf(end);
        CalendarPage page = page(number);
        long open = -page.openUntil(start);
        while (number < last) {
            open += page.open();
            page = page(++number);
        }
        return Duration.ofMillis(open + page.openUntil(end));
    }

    /**
     * The earliest instant by which {@code duration} of open time has passed since {@code from}. It can be a closing
     * time: eight hours after 09:00 of a day that is open until 17:00 is 17:00 of that day. Zero gives {@code from}.
     *
     * @throws IllegalArgumentException when the duration is negative
     */
    public Moment add(Instant from, Duration duration) {
        long start = millis(from);
        long wanted = duration.toMillis();
        if (wanted < 0) {
            throw new IllegalArgumentException("negative duration: " + duration);
        }
        if (wanted == 0) {
            return at(start);
        }
        long horizon = horizon(start);
        CalendarPage page = page(CalendarPage.numberOf(start));
        long missing = wanted + page.openUntil(start);
        while (page.open() < missing && page.until() < horizon) {
            missing -= page.open();
            page = page(page.number() + 1);
        }
        long found = page.open() < missing ? horizon : page.instantAfter(missing);
        return found >= horizon ? new Moment.Never(Instant.ofEpochMilli(horizon)) : at(found);
    }

    /** Everything between two instants, in order and without gaps; neighbours differ in their reason. */
    public List<Segment> segments(Instant from, Instant to) {
        long start = millis(from);
        long end = millis(to);
        List<Segment> segments = new ArrayList<>();
        while (start < end) {
            CalendarPage page = page(CalendarPage.numberOf(start));
            int index = page.indexOf(start);
            long until = Math.min(page.end(index), end);
            append(segments, new Segment(Instant.ofEpochMilli(start), Instant.ofEpochMilli(until), page.reason(index)));
            start = until;
        }
        return segments;
    }

    private static void append(List<Segment> segments, Segment next) {
        if (!segments.isEmpty() && segments.getLast().reason().equals(next.reason())) {
            Segment before = segments.removeLast();
            segments.add(new Segment(before.from(), next.to(), next.reason()));
        } else {
            segments.add(next);
        }
    }

    private Instant since(long instant, boolean open) {
        long limit = Math.max(instant - HORIZON.toMillis(), EARLIEST.toEpochMilli());
        CalendarPage page = page(CalendarPage.numberOf(instant));
        int index = page.indexOf(instant);
        while (page.reason(index).open() == open) {
            long start = page.start(index);
            if (start <= limit) {
                return null;
            }
            page = index > 0 ? page : page(page.number() - 1);
            index = index > 0 ? index - 1 : page.size() - 1;
        }
        return Instant.ofEpochMilli(page.end(index));
    }

    private Instant until(long instant, boolean open) {
        long horizon = horizon(instant);
        long found = firstAfter(instant, horizon, !open);
        return found >= horizon ? null : Instant.ofEpochMilli(found);
    }

    /** The first instant from {@code from} on that is open, or closed; {@code limit} or later if none comes before. */
    private long firstAfter(long from, long limit, boolean open) {
        long instant = from;
        while (instant < limit) {
            CalendarPage page = page(CalendarPage.numberOf(instant));
            for (int index = page.indexOf(instant); index < page.size(); index++) {
                if (page.reason(index).open() == open) {
                    return Math.max(instant, page.start(index));
                }
            }
            instant = page.until();
        }
        return limit;
    }

    private CalendarPage page(long number) {
        int slot = (int) Math.floorMod(number, (long) KEPT_PAGES);
        CalendarPage page = pages.get(slot);
        if (page == null || page.number() != number) {
            page = compiler.page(number);
            pages.set(slot, page);
        }
        return page;
    }

    private static long horizon(long from) {
        return Math.min(from + HORIZON.toMillis(), LATEST.toEpochMilli());
    }

    private static Moment at(long instant) {
        return new Moment.At(Instant.ofEpochMilli(instant));
    }

    private static long millis(Instant instant) {
        if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
            throw new IllegalArgumentException("outside the years 1900 to 2299: " + instant);
        }
        return instant.toEpochMilli();
    }
}
