package dev.nightdesk.api.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws a schedule: its ordinary week above, its exceptions below, each day as a bar of 24 hours. */
public final class ScheduleDrawing {
    private static final int WIDTH = 980;
    private static final int LEFT = 330;
    private static final int HOUR = 24;
    private static final int ROW = 26;
    private static final int BAR = 16;
    private static final int MOST_EXCEPTIONS = 40;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter YEARLY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private final ScheduleVersion version;
    private final Svg svg;
    private int y = 0;

    private ScheduleDrawing(Schedule schedule) {
        version = schedule.latest();
        svg = new Svg(WIDTH, "Schedule " + schedule.name(), inWords());
        line("strong", schedule.name() + " \u00b7 " + version.zone() + " \u00b7 version " + version.number());
    }

    /** The latest version of a schedule as {@code image/svg+xml}. */
    public static String draw(Schedule schedule) {
        ScheduleDrawing drawing = new ScheduleDrawing(schedule);
        drawing.week();
        drawing.exceptions();
        drawing.holidays();
        return drawing.svg.finish(drawing.y + ROW);
    }

    private void week() {
        ScheduleVersion ordinary = new ScheduleVersion(version.number(), null, version.zone(), version.alwaysOpen(),
                version.weekly(), List.of(), List.of());
        VersionHours hours = new VersionHours(ordinary, new JollydayHolidays());
        LocalDate monday = LocalDate.EPOCH.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        hourLabels();
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            row(name);
            hours.day(monday.with(TemporalAdjusters.nextOrSame(day)).toEpochDay(), (from, until, reason) -> {
                if (reason.open()) {
                    bar("open", from, until, name);
                }
            });
        }
    }

    private void exceptions() {
        if (version.exceptions().isEmpty()) {
            return;
        }
        line("strong", "Exceptions");
        for (ScheduleException exception : version.exceptions().stream().limit(MOST_EXCEPTIONS).toList()) {
            row(shortened(exception.name()) + " \u00b7 " + dates(exception));
            if (exception.closed()) {
                bar("closed", 0, LocalHours.DAY, exception.name() + ", closed,");
                svg.text("on-strong", LEFT + 6, y - 9, "closed");
            }
            for (LocalHours hours : exception.hours()) {
                bar("special", hours.fromMinute(), Math.min(hours.untilMinute(), LocalHours.DAY), exception.name());
                if (hours.untilMinute() > LocalHours.DAY) {
                    svg.text("faint", LEFT + 24 * HOUR + 4, y - 8, "\u2192 " + hours.to());
                }
            }
        }
        int more = version.exceptions().size() - MOST_EXCEPTIONS;
        if (more > 0) {
            line("faint", "and " + more + " more");
        }
    }

    private void holidays() {
        if (!version.holidays().isEmpty()) {
            line("faint", "Closed on the public holidays of "
                    + String.join(", ", version.holidays().stream().map(HolidayCalendar::toString).toList()));
        }
    }

    private void hourLabels() {
        y += ROW;
        for (int hour = 0; hour <= 24; hour += 3) {
            svg.centred("faint", LEFT + hour * HOUR, y - 6, "%02d:00".formatted(hour));
        }
    }

    private void row(String label) {
        y += ROW;
        svg.text("", 12, y - 8, label);
        svg.box("track", LEFT, y - ROW + 5, 24 * HOUR, BAR, label);
        for (int hour = 6; hour < 24; hour += 6) {
            svg.line("grid", LEFT + hour * HOUR, y - ROW + 5, y - ROW + 5 + BAR);
        }
    }

    private void bar(String style, int from, int until, String what) {
        LocalHours hours = new LocalHours(from, until);
        svg.box(style, LEFT + from * HOUR / 60.0, y - ROW + 5, (until - from) * HOUR / 60.0, BAR,
                what + " " + hours.from() + " to " + hours.to());
    }

    private void line(String style, String text) {
        y += ROW;
        svg.text(style, 12, y - 6, text);
    }

    private static String shortened(String name) {
        return name.length() <= 22 ? name : name.substring(0, 21) + "\u2026";
    }

    private static String dates(ScheduleException exception) {
        DateTimeFormatter form = exception.yearly() ? YEARLY : DATE;
        String first = form.format(exception.from());
        String dates = exception.days() == 1 ? first : first + " \u2013 " + form.format(exception.to());
        return exception.yearly() ? "every " + dates : dates;
    }

    private String inWords() {
        if (version.alwaysOpen()) {
            return "Open around the clock, with " + version.exceptions().size() + " exceptions.";
        }
        List<String> days = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            List<String> hours = version.weekly().stream().filter(each -> each.day() == day)
                    .map(each -> each.hours().from() + " to " + each.hours().to()).toList();
            String name = day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            days.add(name + " " + (hours.isEmpty() ? "closed" : String.join(" and ", hours)));
        }
        return "Open " + String.join("; ", days) + "; with " + version.exceptions().size() + " exceptions.";
    }
}
