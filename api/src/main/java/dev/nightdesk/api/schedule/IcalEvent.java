package dev.nightdesk.api.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;

/**
 * One {@code VEVENT}: when it happens, in the local time it is written in.
 *
 * @param allDay whether it speaks of dates; times of day are then midnight
 * @param start of its first occurrence
 * @param length of every occurrence: whole days in {@code allDay}, real time otherwise
 * @param rule its {@code RRULE}; empty without one
 * @param also further starts, and {@code except} the ones that do not happen
 * @param replaces start of the occurrence of a recurring event that this one stands for, or null
 */
record IcalEvent(
        String uid,
        String name,
        boolean allDay,
        LocalDateTime start,
        Duration length,
        IcalZone zone,
        String rule,
        Set<LocalDateTime> also,
        Set<LocalDateTime> except,
        LocalDateTime replaces,
        boolean cancelled,
        boolean transparent) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final Pattern UNTIL = Pattern.compile("UNTIL=(\\d{8})(T\\d{6})?(Z)?");
    private static final Pattern TOO_OFTEN = Pattern.compile("FREQ=(SECONDLY|MINUTELY|HOURLY)");
    private static final Pattern LENGTH = Pattern.compile("P(?:(\\d+)W)?(?:(\\d+)D)?(T.+)?");

    /** Reads an event; times without a zone are read in the schedule's. */
    static IcalEvent of(IcalText.Component event, IcalText.Component calendar, ZoneId scheduleZone) {
        try {
            return read(event, calendar, scheduleZone);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IcalException("#", "invalid_calendar", "Event " + event.text("UID") + ": " + e.getMessage());
        }
    }

    private static IcalEvent read(IcalText.Component event, IcalText.Component calendar, ZoneId scheduleZone) {
        IcalText.Property first = event.first("DTSTART").orElseThrow(() -> new IcalException(
                "#", "invalid_calendar", "Event " + event.text("UID") + " has no DTSTART."));
        boolean allDay = first.value().length() == 8;
        IcalZone zone = zone(first, calendar, scheduleZone);
        String rule = event.text("RRULE").toUpperCase(Locale.ROOT);
        if (TOO_OFTEN.matcher(rule).find()) {
            throw new IcalException("#", "unsupported_recurrence",
                    "Event " + event.text("UID") + " recurs more often than daily.");
        }
        Reading reading = new Reading(calendar, scheduleZone, first, zone);
        LocalDateTime start = reading.local(first, first.value());
        return new IcalEvent(
                event.text("UID"), name(event), allDay, start, reading.length(event, start, allDay), zone,
                localUntil(rule, reading), reading.locals(event.all("RDATE")), reading.locals(event.all("EXDATE")),
                event.first("RECURRENCE-ID").map(each -> reading.local(each, each.value())).orElse(null),
                event.text("STATUS").equalsIgnoreCase("CANCELLED"),
                event.text("TRANSP").equalsIgnoreCase("TRANSPARENT"));
    }

    private static String name(IcalText.Component event) {
        String summary = event.text("SUMMARY").replaceAll("\\\\[nN]", " ").replaceAll("\\\\(.)", "$1").strip();
        return summary.isEmpty() ? "Imported" : summary.substring(0, Math.min(summary.length(), 200));
    }

    private static IcalZone zone(IcalText.Property property, IcalText.Component calendar, ZoneId scheduleZone) {
        if (property.value().endsWith("Z")) {
            return IcalZone.of(ZoneOffset.UTC);
        }
        String name = property.parameters().get("TZID");
        return name == null ? IcalZone.of(scheduleZone) : IcalZone.named(name, calendar);
    }

    /** UNTIL is written in UTC where the start has a zone; ical4j compares it with what it is given, local times. */
    private static String localUntil(String rule, Reading reading) {
        Matcher until = UNTIL.matcher(rule);
        if (!until.find() || until.group(3) == null) {
            return rule;
        }
        LocalDateTime utc = LocalDateTime.parse(until.group(1) + until.group(2), IcalZone.LOCAL);
        return until.replaceFirst("UNTIL=" + IcalZone.LOCAL.format(reading.here(utc.toInstant(ZoneOffset.UTC))));
    }

    /** Starts of its occurrences that begin before {@code to} and end after {@code from}, without those replaced. */
    Set<LocalDateTime> starts(LocalDate from, LocalDate to, Collection<LocalDateTime> replaced) {
        // A day more on either side, for the zone it is written in is not the schedule's.
        LocalDateTime earliest = from.minusDays(1).atStartOfDay().minus(length);
        LocalDateTime latest = to.plusDays(1).atStartOfDay();
        Set<LocalDateTime> starts = new TreeSet<>(also);
        starts.add(start);
        if (!rule.isEmpty()) {
            starts.addAll(recurrences(earliest.isBefore(start) ? start : earliest, latest));
        }
        starts.removeAll(except);
        starts.removeAll(replaced);
        starts.removeIf(each -> each.isBefore(earliest) || !each.isBefore(latest));
        return starts;
    }

    private List<LocalDateTime> recurrences(LocalDateTime earliest, LocalDateTime latest) {
        if (!earliest.isBefore(latest)) {
            return List.of();
        }
        try {
            if (!allDay) {
                return new Recur<LocalDateTime>(rule).getDates(start, earliest, latest);
            }
            return new Recur<LocalDate>(rule)
                    .getDates(start.toLocalDate(), earliest.toLocalDate(), latest.toLocalDate())
                    .stream().map(LocalDate::atStartOfDay).toList();
        } catch (RuntimeException e) {
            // The library refuses a bad rule with whatever exception its reading ran into.
            throw new IcalException("#", "invalid_calendar", "Event " + uid + ": not a recurrence: " + rule);
        }
    }

    /** Whether it is nothing but the same dates every year, so that it needs no end. */
    boolean plainlyYearly() {
        String monthAndDay = "BYMONTH=" + start.getMonthValue() + ";BYMONTHDAY=" + start.getDayOfMonth();
        String bare = rule.replace(";INTERVAL=1", "").replace(";" + monthAndDay, "").replaceFirst(";WKST=..", "");
        return allDay && bare.equals("FREQ=YEARLY") && also.isEmpty() && except.isEmpty();
    }

    private record Reading(IcalText.Component calendar, ZoneId scheduleZone, IcalText.Property start, IcalZone zone) {
        /** A time as the clocks of the event's own zone show it. */
        LocalDateTime local(IcalText.Property property, String value) {
            if (value.length() == 8) {
                return LocalDate.parse(value, DATE).atStartOfDay();
            }
            LocalDateTime written = LocalDateTime.parse(value.replace("Z", ""), IcalZone.LOCAL);
            boolean sameZone = value.endsWith("Z") == start.value().endsWith("Z")
                    && Objects.equals(property.parameters().get("TZID"), start.parameters().get("TZID"));
            return sameZone ? written : here(IcalEvent.zone(
                    new IcalText.Property(property.name(), property.parameters(), value), calendar, scheduleZone)
                    .instant(written));
        }

        Set<LocalDateTime> locals(Stream<IcalText.Property> properties) {
            return properties
                    .flatMap(each -> Stream.of(each.value().split(",")).map(value -> local(each, value.split("/")[0])))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** The local time of an instant, found by correcting a guess: a defined zone only knows the other direction. */
        LocalDateTime here(Instant instant) {
            LocalDateTime guess = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            for (int i = 0; i < 3; i++) {
                guess = guess.plus(Duration.between(zone.instant(guess), instant));
            }
            return guess;
        }

        Duration length(IcalText.Component event, LocalDateTime begins, boolean allDay) {
            if (event.first("DURATION").isPresent()) {
                return duration(event.text("DURATION"));
            }
            IcalText.Property end = event.first("DTEND").orElse(null);
            if (end == null) {
                return allDay ? Duration.ofDays(1) : Duration.ZERO;
            }
            LocalDateTime ends = local(end, end.value());
            Duration length = allDay
                    ? Duration.ofDays(Math.max(1, ChronoUnit.DAYS.between(begins, ends)))
                    : Duration.between(zone.instant(begins), zone.instant(ends));
            if (length.isNegative() || length.toDays() > 366) {
                throw new IllegalArgumentException("it ends before it begins, or after more than a year");
            }
            return length;
        }

        private static Duration duration(String text) {
            Matcher parts = LENGTH.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("not a duration: " + text);
            }
            long days = number(parts.group(1)) * 7 + number(parts.group(2));
            Duration time = parts.group(3) == null ? Duration.ZERO : Duration.parse("P" + parts.group(3));
            return Duration.ofDays(Math.min(days, 366)).plus(time);
        }

        private static long number(String text) {
            return text == null ? 0 : Long.parseLong(text);
        }
    }
}
