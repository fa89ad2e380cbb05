package dev.nightdesk.api.schedule;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opening hours as read on a wall clock, half-open, counted from the midnight that begins their day.
 *
 * @param fromMinute minutes after midnight, 0 to 1439
 * @param untilMinute minutes after the same midnight, more than {@code fromMinute}, at most a day later; above 1440 the
 *     hours run into the next day
 */
public record LocalHours(int fromMinute, int untilMinute) {
    static final int DAY = 24 * 60;

    /** From midnight to midnight. */
    public static final LocalHours WHOLE_DAY = new LocalHours(0, DAY);

    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");

    public LocalHours {
        if (fromMinute < 0 || fromMinute >= DAY || untilMinute <= fromMinute || untilMinute > fromMinute + DAY) {
            throw new IllegalArgumentException("no such hours: " + fromMinute + " to " + untilMinute);
        }
    }

    /**
     * Reads two wall-clock times. {@code to} at or before {@code from} means the next day, {@code 24:00} the end of
     * this one.
     *
     * @param from {@code HH:mm}, 00:00 to 23:59
     * @param to {@code HH:mm}, 00:00 to 24:00
     * @throws IllegalArgumentException when either is not such a time
     */
    public static LocalHours of(String from, String to) {
        int start = minuteOf(from).filter(minute -> minute < DAY)
                .orElseThrow(() -> new IllegalArgumentException("not a time of day: " + from));
        int end = minuteOf(to).orElseThrow(() -> new IllegalArgumentException("not a time of day: " + to));
        return new LocalHours(start, end <= start ? end + DAY : end);
    }

    /** The minute of the day that {@code HH:mm} names, 1440 for {@code 24:00}, or empty when it names none. */
    static Optional<Integer> minuteOf(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        return Optional.of(time.group(1) == null
                ? DAY
                : Integer.parseInt(time.group(1)) * 60 + Integer.parseInt(time.group(2)));
    }

    /** The opening time as {@code HH:mm}. */
    public String from() {
        return text(fromMinute);
    }

    /** The closing time as {@code HH:mm}: {@code 24:00} for this day's end, an earlier time for the next day. */
    public String to() {
        return untilMinute == DAY ? "24:00" : text(untilMinute % DAY);
    }

    private static String text(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }
}
