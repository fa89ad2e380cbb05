package dev.nightdesk.api.schedule;

import java.util.List;

/**
 * A schedule as somebody wrote it: names and texts are not checked yet. Absent texts are null, absent lists empty.
 *
 * @param timeZone IANA name
 * @param effectiveFrom RFC 3339, or null
 */
public record ScheduleDraft(
        String name,
        String timeZone,
        boolean alwaysOpen,
        List<Weekly> weekly,
        List<Dates> exceptions,
        List<HolidayCalendar> holidays,
        String effectiveFrom) {
    /** {@code day} is an English weekday in lower case, {@code from} and {@code to} are {@code HH:mm}. */
    public record Weekly(String day, String from, String to) {}

    /** {@code HH:mm} times of one opening. */
    public record Hours(String from, String to) {}

    /**
     * {@code from} and {@code to} are ISO dates, {@code to} null for a single one; {@code recurring} is null or
     * {@code yearly}; either {@code closed} or {@code intervals} says what happens.
     */
    public record Dates(
            String name, String from, String to, String recurring, boolean closed, List<Hours> intervals) {}
}
