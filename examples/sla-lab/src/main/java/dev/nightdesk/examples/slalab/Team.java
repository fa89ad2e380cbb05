package dev.nightdesk.examples.slalab;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When somebody is there to answer: from eight to eight on weekdays, from ten to four at weekends. No policy knows of
 * it, which is what makes the comparison worth reading.
 */
final class Team {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private Team() {
    }

    /** When a piece of work is done that takes so long and is put down at the end of the shift. */
    static Instant done(Instant begun, Duration work) {
        ZonedDateTime day = begun.atZone(ZONE);
        Instant from = begun;
        Duration left = work;
        while (true) {
            Instant opens = day.with(opening(day)).toInstant();
            Instant closes = day.with(closing(day)).toInstant();
            Instant start = from.isBefore(opens) ? opens : from;
            Instant end = start.plus(left);
            if (start.isBefore(closes) && !end.isAfter(closes)) {
                return end;
            }
            if (start.isBefore(closes)) {
                left = left.minus(Duration.between(start, closes));
            }
            day = day.plusDays(1).with(LocalTime.MIDNIGHT);
            from = day.toInstant();
        }
    }

    private static LocalTime opening(ZonedDateTime day) {
        return LocalTime.of(weekend(day) ? 10 : 8, 0);
    }

    private static LocalTime closing(ZonedDateTime day) {
        return LocalTime.of(weekend(day) ? 16 : 20, 0);
    }

    private static boolean weekend(ZonedDateTime day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
