package dev.nightdesk.examples.slalab;

import dev.nightdesk.sdk.model.SlaMetric;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The comparison as one HTML page without anything from elsewhere: how much of each promise was kept, and at which
 * hours of the week it was broken.
 */
final class Drawing {

    private static final int LEFT = 150;
    private static final int CELL = 24;
    private static final int BAR = 320;
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final String STYLE = """
            body{font:15px/1.4 system-ui,sans-serif;margin:2rem auto;max-width:800px;color:#1c2733;background:#fff}
            h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem;text-transform:capitalize}
            text{font:12px system-ui,sans-serif;fill:#1c2733}.faint{fill:#667788}
            .kept{fill:#2f7d4f}.broken{fill:#c2402f}.ground{fill:#eef1f4}
            """;

    private final StringBuilder page = new StringBuilder();

    private Drawing() {
    }

    /** The page. */
    static String of(Comparison comparison) {
        Drawing drawing = new Drawing();
        drawing.line("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>SLA lab</title>");
        drawing.line("<style>" + STYLE + "</style>");
        drawing.line(String.format(Locale.ROOT, "<h1>One week of %,d conversations under %d policies</h1>",
                comparison.conversations(), comparison.accounts().size()));
        drawing.line("<p>Green was kept, red was broken. Medians are of the time that counts by the policy's hours. "
                + "Below, the hours of the week (" + Team.ZONE + ") in which promises were broken.</p>");
        for (SlaMetric metric : Promise.METRICS) {
            drawing.line("<h2>" + Comparison.words(metric) + "</h2>");
            drawing.bars(metric, comparison.accounts());
            comparison.accounts().forEach((promise, account) -> drawing.hours(metric, promise, account));
        }
        return drawing.line("</html>").page.toString();
    }

    private void bars(SlaMetric metric, Map<Promise, Account> accounts) {
        open(34 * accounts.size() + 4, "Attainment of " + Comparison.words(metric));
        int y = 0;
        for (Map.Entry<Promise, Account> each : accounts.entrySet()) {
            Account.Line line = each.getValue().line(metric);
            double kept = BAR * line.attainment();
            text(0, y + 15, "", each.getKey().name());
            text(0, y + 29, "faint", each.getKey().hours());
            box("kept", LEFT, y + 4, kept, 22, line.promised() - line.breaches() + " kept");
            box("broken", LEFT + kept, y + 4, BAR - kept, 22, line.breaches() + " broken");
            text(LEFT + BAR + 10, y + 15, "", String.format(Locale.ROOT, "%.1f%%, %,d broken",
                    100 * line.attainment(), line.breaches()));
            text(LEFT + BAR + 10, y + 29, "faint", "median " + Comparison.length(line.median()) + ", p90 "
                    + Comparison.length(line.ninth()));
            y += 34;
        }
        line("</svg>");
    }

    private void hours(SlaMetric metric, Promise promise, Account account) {
        int[][] count = new int[DAYS.size()][24];
        int most = 1;
        for (Instant breach : account.breaches(metric)) {
            ZonedDateTime local = breach.atZone(Team.ZONE);
            most = Math.max(most, ++count[local.getDayOfWeek().getValue() - 1][local.getHour()]);
        }
        open(12 * DAYS.size() + 34, promise.name() + ": hours in which promises were broken");
        text(0, 24, "", promise.name());
        for (int day = 0; day < DAYS.size(); day++) {
            text(LEFT - 34, 24 + 12 * day, "faint", DAYS.get(day));
            for (int hour = 0; hour < 24; hour++) {
                cell(hour, day, count[day][hour], most);
            }
        }
        for (int hour = 0; hour < 24; hour += 6) {
            text(LEFT + CELL * hour, 12, "faint", String.format(Locale.ROOT, "%02d:00", hour));
        }
        line("</svg>");
    }

    private void cell(int hour, int day, int count, int most) {
        double x = LEFT + CELL * hour;
        double y = 15 + 12.0 * day;
        box("ground", x, y, CELL - 1, 11, "");
        if (count > 0) {
            line(String.format(Locale.ROOT, "<rect class=\"broken\" x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"11\""
                    + " opacity=\"%.2f\"><title>%s %02d:00, %d broken</title></rect>", x, y, CELL - 1,
                    0.2 + 0.8 * count / most, DAYS.get(day), hour, count));
        }
    }

    private void open(int height, String title) {
        line(String.format(Locale.ROOT, "<svg viewBox=\"0 0 740 %d\" role=\"img\"><title>%s</title>", height, title));
    }

    private void box(String style, double x, double y, double width, int height, String title) {
        line(String.format(Locale.ROOT, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\">"
                + "<title>%s</title></rect>", style, x, y, width, height, title));
    }

    private void text(double x, double y, String style, String words) {
        line(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, words));
    }

    private Drawing line(String markup) {
        page.append(markup).append('\n');
        return this;
    }
}
