package dev.nightdesk.api.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Schedules of every shape, in every zone the machine knows. */
public final class RandomSchedules {
    private static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().filter(zone -> !zone.startsWith("SystemV")).sorted().toList();
    private static final Instant FIRST = Instant.parse("1970-01-03T00:00:00Z");
    private static final Instant LAST = Instant.parse("2040-12-01T00:00:00Z");

    private final Random random;

    public RandomSchedules(Random random) {
        this.random = random;
    }

    /** Goes round all zones, so that a run of some hundreds meets each. */
    public ZoneId zone(int round) {
        return ZoneId.of(ZONES.get(round % ZONES.size()));
    }

    /** An instant of 1970 to 2040; half of them shortly before a change of the zone's offset. */
    public Instant instant(ZoneId zone) {
        boolean oddSeconds = zone.getRules().getOffset(FIRST).getTotalSeconds() % 60 != 0;
        if (oddSeconds) {
            return FIRST.plusSeconds(random.nextInt(2 * 366 * 86_400));
        }
        Instant any = FIRST.plusMillis((long) (random.nextDouble() * (LAST.toEpochMilli() - FIRST.toEpochMilli())));
        ZoneOffsetTransition change = random.nextBoolean() ? zone.getRules().nextTransition(any) : null;
        return change == null || change.getInstant().isAfter(LAST)
                ? any
                : change.getInstant().minusSeconds(random.nextInt(2 * 86_400)).plusMillis(random.nextInt(60_000));
    }

    /** A schedule with something to happen around the instant. */
    public Schedule around(Instant near, ZoneId zone) {
        List<ScheduleVersion> versions = new ArrayList<>();
        boolean fromEver = random.nextInt(8) > 0;
        Instant soon = near.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60L * random.nextInt(1_500));
        versions.add(version(1, fromEver ? null : soon, near, zone));
        while (random.nextInt(4) == 0) {
            Instant begins = near.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60L * (random.nextInt(8_640) - 1_440));
            versions.add(version(versions.size() + 1, begins, near, zone));
        }
        return new Schedule("sch_random", "Random", versions);
    }

    private ScheduleVersion version(int number, Instant from, Instant near, ZoneId zone) {
        boolean always = random.nextInt(10) == 0;
        LocalDate today = near.atZone(zone).toLocalDate();
        List<ScheduleException> exceptions = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            exceptions.add(exception("exception " + i, today));
        }
        return new ScheduleVersion(number, from, zone, always, always ? List.of() : week(), exceptions, List.of());
    }

    private List<WeeklyHours> week() {
        List<WeeklyHours> week = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            for (LocalHours hours : random.nextInt(5) == 0 ? Collections.<LocalHours>emptyList() : hours()) {
                week.add(new WeeklyHours(day, hours));
            }
        }
        return week;
    }

    private List<LocalHours> hours() {
        List<LocalHours> hours = new ArrayList<>();
        do {
            int from = random.nextInt(3) == 0 ? random.nextInt(240) : random.nextInt(1440);
            int length = switch (random.nextInt(4)) {
                case 0 -> 1 + random.nextInt(30);
                case 1 -> 1440 - from;
                case 2 -> 1440;
                default -> 1 + random.nextInt(1440);
            };
            hours.add(new LocalHours(from, from + length));
        } while (random.nextInt(3) == 0);
        return hours;
    }

    private ScheduleException exception(String name, LocalDate today) {
        LocalDate from = today.plusDays(random.nextInt(9) - 2L);
        int days = random.nextInt(2) == 0 ? 0 : random.nextInt(5);
        boolean yearly = random.nextInt(3) == 0;
        if (yearly) {
            from = from.minusYears(random.nextInt(3));
        }
        return new ScheduleException(
                name, from, from.plusDays(days), yearly, random.nextBoolean() ? List.of() : hours());
    }
}
