package dev.nightdesk.api.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds the calendar to {@link MinuteOracle}; {@code -Dnightdesk.time.cases=100000} is the long mode. */
class BusinessCalendarOracleTest {
    private static final int CASES = Integer.getInteger("nightdesk.time.cases", 2_000);
    private static final long SEED = Long.getLong("nightdesk.time.seed", 7);

    private int openCases;
    private int zonesWithSeconds;

    @Test
    void agreesWithAWallClockAskedEveryMinuteInAllZonesFrom1970To2040() {
        for (int i = 0; i < CASES; i++) {
            Random random = new Random(SEED * 1_000_003 + i);
            RandomSchedules schedules = new RandomSchedules(random);
            ZoneId zone = schedules.zone(i);
            Instant from = schedules.instant(zone);
            check("case " + i, schedules.around(from, zone), from, random);
        }
        System.out.println(CASES + " cases agree, " + openCases + " of them with open time, " + zonesWithSeconds
                + " with an offset of odd seconds");
        assertTrue(openCases > CASES / 2, "most cases must have open time, or they prove little");
    }

    private void check(String name, Schedule schedule, Instant from, Random random) {
        long step = step(schedule, from);
        zonesWithSeconds += step < 60_000 ? 1 : 0;
        int steps = 1 + random.nextInt(random.nextInt(6) == 0 ? 16_000 : 3_000);
        Instant to = from.plusMillis(Math.max(1, steps * step - random.nextLong(step)));
        BusinessCalendar calendar = BusinessCalendar.of(schedule, new NoHolidays());
        Walk walk = walk(new MinuteOracle(schedule), from, to, step, random);

        String context = name + " " + schedule + " from " + from + " to " + to;
        assertEquals(walk.open, calendar.elapsed(from, to).toMillis(), context);
        assertEquals(walk.openAtStart, calendar.open(from).open(), context);
        if (walk.firstOpen != null) {
            openCases++;
            assertEquals(new Moment.At(walk.firstOpen), calendar.nextOpen(from), context);
        }
        if (walk.reached != null) {
            assertEquals(new Moment.At(walk.reached), calendar.add(from, Duration.ofMillis(walk.wanted)), context);
        }
        checkSegments(calendar.segments(from, to), from, to, walk.open, context);
        checkOpening(calendar, calendar.open(from), from, context);
    }

    private static void checkSegments(List<Segment> segments, Instant from, Instant to, long open, String context) {
        assertEquals(from, segments.getFirst().from(), context);
        assertEquals(to, segments.getLast().to(), context);
        for (int i = 1; i < segments.size(); i++) {
            assertEquals(segments.get(i - 1).to(), segments.get(i).from(), context);
        }
        long sum = segments.stream().filter(Segment::open).mapToLong(segment -> segment.length().toMillis()).sum();
        assertEquals(open, sum, context);
    }

    private static void checkOpening(BusinessCalendar calendar, Opening opening, Instant at, String context) {
        if (opening.since() != null) {
            assertTrue(!opening.since().isAfter(at), context);
            assertEquals(!opening.open(), calendar.open(opening.since().minusMillis(1)).open(), context);
        }
        if (opening.until() != null) {
            assertTrue(opening.until().isAfter(at), context);
            assertEquals(!opening.open(), calendar.open(opening.until()).open(), context);
        }
    }

    /** Hours change on whole minutes of the wall, so on whole minutes of time unless the offset has odd seconds. */
    private static long step(Schedule schedule, Instant from) {
        boolean wholeMinutes = schedule.versions().stream().map(version -> version.zone().getRules()).allMatch(
                rules -> rules.getOffset(from).getTotalSeconds() % 60 == 0
                        && rules.getOffset(from.plusSeconds(12 * 86_400)).getTotalSeconds() % 60 == 0);
        return wholeMinutes ? 60_000 : 1_000;
    }

    private static Walk walk(MinuteOracle oracle, Instant from, Instant to, long step, Random random) {
        Walk walk = new Walk();
        long until = to.toEpochMilli();
        long wanted = random.nextLong(Math.max(1, (until - from.toEpochMilli()) / 3)) + 1;
        for (long at = from.toEpochMilli(); at < until; at = Math.floorDiv(at, step) * step + step) {
            long next = Math.min(until, Math.floorDiv(at, step) * step + step);
            boolean open = oracle.open(Instant.ofEpochMilli(at));
            if (at == from.toEpochMilli()) {
                walk.openAtStart = open;
            }
            if (!open) {
                continue;
            }
            if (walk.firstOpen == null) {
                walk.firstOpen = Instant.ofEpochMilli(at);
            }
            if (walk.reached == null && walk.open + next - at >= wanted) {
                walk.wanted = wanted;
                walk.reached = Instant.ofEpochMilli(at + wanted - walk.open);
            }
            walk.open += next - at;
        }
        return walk;
    }

    private static final class Walk {
        private boolean openAtStart;
        private Instant firstOpen;
        private long open;
        private long wanted;
        private Instant reached;
    }
}
