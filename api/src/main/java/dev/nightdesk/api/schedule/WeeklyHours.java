package dev.nightdesk.api.schedule;

import java.time.DayOfWeek;

/** Opening hours that begin on the same weekday of every week. */
public record WeeklyHours(DayOfWeek day, LocalHours hours) {
    /** Reads {@code HH:mm} times as {@link LocalHours#of} does. */
    public static WeeklyHours of(DayOfWeek day, String from, String to) {
        return new WeeklyHours(day, LocalHours.of(from, to));
    }
}
