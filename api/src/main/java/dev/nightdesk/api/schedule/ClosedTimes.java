package dev.nightdesk.api.schedule;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Times to be taken out of a version's hours, gathered by date and turned into exceptions with what is left. */
final class ClosedTimes {
    private final VersionHours hours;
    private final Map<LocalDate, Day> days = new TreeMap<>();

    private static final class Day {
        private final Set<String> names = new LinkedHashSet<>();
        private final BitSet closed = new BitSet(LocalHours.DAY);
    }

    ClosedTimes(VersionHours hours) {
        this.hours = hours;
    }

    /** Closes what lies between two local times; a minute that is touched is closed. */
    void add(String name, LocalDateTime begins, LocalDateTime ends, LocalDate from, LocalDate to) {
        for (LocalDate date = begins.toLocalDate(); date.atStartOfDay().isBefore(ends); date = date.plusDays(1)) {
            if (date.isBefore(from) || !date.isBefore(to)) {
                continue;
            }
            LocalDateTime midnight = date.atStartOfDay();
            int first = (int) Math.max(0, Duration.between(midnight, begins).toMinutes());
            long last = Math.min(LocalHours.DAY, Duration.between(midnight, ends.plusSeconds(59)).toMinutes());
            Day day = days.computeIfAbsent(date, each -> new Day());
            day.names.add(name);
            day.closed.set(first, (int) Math.max(first, last));
        }
    }

    /** An exception for each date that loses something, except those that are closed as a whole. */
    List<ScheduleException> exceptions(List<ScheduleException> wholeDays) {
        days.keySet().removeIf(date -> wholeDays.stream().anyMatch(each -> each.covers(date)));
        // Hours that run past midnight into the next date would end with this one: spell that date out, too.
        for (LocalDate date : List.copyOf(days.keySet())) {
            LocalDate next = date.plusDays(1);
            boolean runsOn = hours.rule(date).hours().stream().anyMatch(each -> each.untilMinute() > LocalHours.DAY);
            boolean free = wholeDays.stream().noneMatch(each -> each.covers(next));
            if (runsOn && free && hours.rule(next).letsIn(hours.rule(date))) {
                days.computeIfAbsent(next, each -> new Day()).names.addAll(days.get(date).names);
            }
        }
        List<ScheduleException> exceptions = new ArrayList<>();
        days.forEach((date, day) -> exceptions.add(new ScheduleException(
                String.join(", ", day.names), date, date, false, left(date, day))));
        return exceptions;
    }

    private List<LocalHours> left(LocalDate date, Day day) {
        BitSet open = new BitSet(LocalHours.DAY);
        hours.day(date.toEpochDay(), (from, until, reason) -> open.set(from, until, reason.open()));
        open.andNot(day.closed);
        List<LocalHours> left = new ArrayList<>();
        for (int from = open.nextSetBit(0); from >= 0; from = open.nextSetBit(open.nextClearBit(from))) {
            left.add(new LocalHours(from, open.nextClearBit(from)));
        }
        boolean openAtMidnight = !left.isEmpty() && left.getLast().untilMinute() == LocalHours.DAY;
        int until = hours.rule(date).hours().stream().mapToInt(LocalHours::untilMinute).max().orElse(LocalHours.DAY);
        if (openAtMidnight && until > LocalHours.DAY && !days.containsKey(date.plusDays(1))) {
            // One opening has at most 24 hours; what runs past midnight joins the rest as one of its own.
            left.add(new LocalHours(Math.max(left.getLast().fromMinute(), until - LocalHours.DAY), until));
        }
        return left;
    }
}
