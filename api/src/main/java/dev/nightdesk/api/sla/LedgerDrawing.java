package dev.nightdesk.api.sla;

import dev.nightdesk.api.schedule.Svg;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Draws a ledger as a timeline: a row for each target, blue where its time counted, grey where it was closed, amber
 * where a status stopped it, a red line at its deadline, a grey one at the present. What has happened is not squeezed
 * by deadlines that are far away: those are only named.
 */
public final class LedgerDrawing {
    private static final int WIDTH = 1_040;
    private static final int LEFT = 190;
    private static final int PLOT = 500;
    /** Room at the right end of the plot, of which {@link #end} leaves a fifth free, for a deadline beyond it. */
    private static final int BEYOND = 98;
    private static final int ROW = 34;
    private static final int BAR = 18;
    private static final int MOST_ENTRIES = 30;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter BRIEF = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final String NOTHING = "No target applies.";
    private static final List<Duration> STEPS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5),
            Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(12), Duration.ofDays(1),
            Duration.ofDays(2), Duration.ofDays(7), Duration.ofDays(28), Duration.ofDays(84), Duration.ofDays(364));

    private final List<LedgerEntry> entries;
    private final ZoneId zone;
    private final Instant now;
    private final Instant from;
    private final Instant to;
    private final Svg svg;
    private int y = 0;

    private LedgerDrawing(Ledger ledger, ZoneId zone, Instant now) {
        entries = ledger.entries().stream().skip(Math.max(0, ledger.entries().size() - MOST_ENTRIES)).toList();
        this.zone = zone;
        this.now = now;
        from = entries.stream().map(LedgerEntry::startedAt).min(Instant::compareTo).orElse(now);
        to = end().plusMillis(1);
        String words = String.join(" ", entries.stream().map(this::inWords).toList());
        svg = new Svg(WIDTH, "Service levels of a conversation", entries.isEmpty() ? NOTHING : words);
    }

    /**
     * A ledger as {@code image/svg+xml}; of very many targets the latest.
     *
     * @param zone in which times are shown
     * @param now marked in the picture
     */
    public static String draw(Ledger ledger, ZoneId zone, Instant now) {
        LedgerDrawing drawing = new LedgerDrawing(ledger, zone, now);
        drawing.svg.text("strong", 12, 22, "Service levels \u00b7 times in " + zone);
        drawing.y = 2 * ROW;
        if (drawing.entries.isEmpty()) {
            drawing.svg.text("", 12, drawing.y - 12, NOTHING);
            return drawing.svg.finish(drawing.y);
        }
        drawing.axis();
        drawing.entries.forEach(drawing::entry);
        drawing.legend();
        return drawing.svg.finish(drawing.y + 12);
    }

    /** The last deadline, unless that is so far away that nothing else could be told apart. */
    private Instant end() {
        Instant happened = entries.stream().map(entry -> entry.segments().isEmpty() ? now
                : entry.segments().getLast().to()).max(Instant::compareTo).orElse(now);
        List<Instant> ahead = entries.stream().map(LedgerEntry::deadline)
                .filter(deadline -> deadline != null && deadline.isAfter(happened)).sorted().toList();
        if (ahead.isEmpty()) {
            return happened;
        }
        Duration far = Duration.between(from, happened).multipliedBy(2);
        Duration near = Duration.between(from, ahead.getFirst());
        Duration enough = far.compareTo(near) > 0 ? far : near;
        Instant reach = from.plus(enough.multipliedBy(5).dividedBy(4));
        return reach.isBefore(ahead.getLast()) ? reach : ahead.getLast();
    }

    private double x(Instant instant) {
        double share = (double) Duration.between(from, instant).toMillis() / Duration.between(from, to).toMillis();
        return LEFT + PLOT * Math.clamp(share, 0.0, 1.0);
    }

    private void axis() {
        Duration step = STEPS.stream().filter(each -> Duration.between(from, to).dividedBy(each) <= 6)
                .findFirst().orElse(STEPS.getLast());
        DateTimeFormatter form = step.compareTo(Duration.ofDays(1)) < 0 ? BRIEF
                : DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
        ZonedDateTime midnight = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
        Instant tick = midnight.toInstant();
        while (tick.isBefore(from)) {
            tick = tick.plus(step);
        }
        for (; tick.isBefore(to); tick = tick.plus(step)) {
            svg.centred("faint", x(tick), y - 10, form.format(tick.atZone(zone)));
            svg.line("grid", x(tick), y - 4, y + (double) ROW * entries.size());
        }
        if (now.isBefore(to)) {
            svg.line("axis", x(now), y - 4, y + (double) ROW * entries.size());
        }
    }

    private void entry(LedgerEntry entry) {
        y += ROW;
        double top = y - ROW + 8;
        svg.text("", 12, y - 12, name(entry));
        for (LedgerSegment segment : entry.segments()) {
            svg.box(style(segment), x(segment.from()), top, Math.max(0.5, x(segment.to()) - x(segment.from())), BAR,
                    reason(segment) + ", " + time(segment.from()) + " to " + time(segment.to()));
            label(segment, top);
        }
        if (entry.deadline() != null && entry.deadline().isBefore(to)) {
            svg.line("deadline", x(entry.deadline()), top - 4, top + BAR + 4);
        } else if (entry.deadline() != null) {
            String when = BRIEF.format(entry.deadline().atZone(zone));
            svg.text("late small", LEFT + PLOT - BEYOND, y - 12, "\u2192 " + when);
        }
        String style = switch (entry.state()) {
            case BREACHED, MET_LATE -> "late";
            case MET -> "good";
            default -> "";
        };
        svg.text(style, LEFT + PLOT + 14, y - 12, length(entry.elapsed()) + " of "
                + length(entry.terms().within()) + " \u00b7 " + words(entry.state().wireName()));
    }

    /** Names what stopped the clock, where there is room for it. */
    private void label(LedgerSegment segment, double top) {
        String words = segment.detail() == null ? "closed" : words(segment.detail());
        boolean fits = x(segment.to()) - x(segment.from()) > 12 + 7.0 * words.length();
        if (!segment.counted() && fits) {
            String style = segment.reason() == LedgerSegment.Reason.STATUS ? "on-bright" : "small";
            svg.text(style, x(segment.from()) + 5, top + BAR - 5, words);
        }
    }

    private void legend() {
        y += ROW;
        svg.box("counted", LEFT, y - 22, 14, 14, "counted").text("faint", LEFT + 20, y - 10, "counted");
        svg.box("outside", LEFT + 110, y - 22, 14, 14, "closed").text("faint", LEFT + 130, y - 10, "closed");
        svg.box("paused", LEFT + 210, y - 22, 14, 14, "stopped").text("faint", LEFT + 230, y - 10, "stopped by status");
        svg.line("deadline", LEFT + 376, y - 24, y - 6).text("faint", LEFT + 386, y - 10, "deadline");
        svg.line("axis", LEFT + 466, y - 24, y - 6).text("faint", LEFT + 476, y - 10, "now");
    }

    private static String style(LedgerSegment segment) {
        if (segment.counted()) {
            return "counted";
        }
        return segment.reason() == LedgerSegment.Reason.STATUS ? "paused" : "outside";
    }

    private static String reason(LedgerSegment segment) {
        String words = words(segment.reason().wireName());
        return segment.detail() == null ? words : words + " (" + segment.detail() + ")";
    }

    private String inWords(LedgerEntry entry) {
        String deadline = entry.deadline() == null ? "no deadline" : "deadline " + time(entry.deadline());
        return name(entry) + ": " + words(entry.state().wireName()) + ", " + length(entry.elapsed()) + " of "
                + length(entry.terms().within()) + " used, " + deadline + ".";
    }

    private static String name(LedgerEntry entry) {
        String name = words(entry.metric().wireName());
        String cycle = entry.cycle() > 1 ? " " + entry.cycle() : "";
        return Character.toUpperCase(name.charAt(0)) + name.substring(1) + cycle;
    }

    private String time(Instant instant) {
        return MINUTE.format(instant.atZone(zone));
    }

    private static String words(String wireName) {
        return wireName.replace('_', ' ');
    }

    /** Such as {@code 1 d 2 h 5 min}; days are of 24 counted hours. */
    static String length(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "min");
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            append(text, duration.toSecondsPart(), "s");
        }
        return text.isEmpty() ? "0 min" : text.toString().strip();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(amount).append(' ').append(unit).append(' ');
        }
    }
}
