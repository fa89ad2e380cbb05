package dev.nightdesk.api.schedule;

import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lays out the versions of a schedule as pages of instants. */
final class PageCompiler {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final OpeningReason NOT_IN_EFFECT =
            new OpeningReason(OpeningReason.Kind.NOT_IN_EFFECT, null, 0);

    private final List<Reign> reigns;

    PageCompiler(Schedule schedule, HolidaySource holidays) {
        reigns = reigns(schedule.versions(), holidays);
    }

    CalendarPage page(long number) {
        CalendarPage.Builder page = new CalendarPage.Builder(number);
        long from = number * CalendarPage.LENGTH;
        long until = from + CalendarPage.LENGTH;
        long first = reigns.getFirst().from;
        if (from < first) {
            page.add(from, NOT_IN_EFFECT);
        }
        for (int i = 0; i < reigns.size(); i++) {
            long begins = Math.max(from, reigns.get(i).from);
            long ends = Math.min(until, i + 1 < reigns.size() ? reigns.get(i + 1).from : Long.MAX_VALUE);
            if (begins < ends) {
                lay(reigns.get(i).hours, begins, ends, page);
            }
        }
        return page.build();
    }

    /**
     * Between two changes of the zone's offset, local time is instant plus a constant. Laying out those stretches one
     * by one is all there is to daylight saving: a missing hour is in none of them, a doubled hour is in two.
     */
    private static void lay(VersionHours hours, long from, long until, CalendarPage.Builder page) {
        if (hours.constant() != null) {
            page.add(from, hours.constant());
            return;
        }
        ZoneRules rules = hours.version().zone().getRules();
        long begin = from;
        while (begin < until) {
            Instant instant = Instant.ofEpochMilli(begin);
            long offset = rules.getOffset(instant).getTotalSeconds() * 1000L;
            ZoneOffsetTransition change = rules.nextTransition(instant);
            long end = change == null ? until : Math.min(until, change.getInstant().toEpochMilli());
            layLocal(hours, begin + offset, end + offset, offset, page);
            begin = end;
        }
    }

    private static void layLocal(VersionHours hours, long from, long until, long offset, CalendarPage.Builder page) {
        for (long day = Math.floorDiv(from, DAY); day * DAY < until; day++) {
            long midnight = day * DAY;
            hours.day(day, (fromMinute, untilMinute, reason) -> {
                long start = Math.max(from, midnight + fromMinute * MINUTE);
                if (start < Math.min(until, midnight + untilMinute * MINUTE)) {
                    page.add(start - offset, reason);
                }
            });
        }
    }

    /** Versions in the order they rule; of those that begin together only the one written last does. */
    private static List<Reign> reigns(List<ScheduleVersion> versions, HolidaySource holidays) {
        List<ScheduleVersion> ordered = versions.stream()
                .sorted(Comparator.comparingLong(PageCompiler::begins).thenComparingInt(ScheduleVersion::number))
                .toList();
        List<Reign> reigns = new ArrayList<>();
        for (ScheduleVersion version : ordered) {
            Reign reign = new Reign(begins(version), new VersionHours(version, holidays));
            if (!reigns.isEmpty() && reigns.getLast().from == reign.from) {
                reigns.removeLast();
            }
            reigns.add(reign);
        }
        return List.copyOf(reigns);
    }

    private static long begins(ScheduleVersion version) {
        return version.effectiveFrom() == null ? Long.MIN_VALUE : version.effectiveFrom().toEpochMilli();
    }

    private record Reign(long from, VersionHours hours) {}
}
