package dev.nightdesk.api.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import net.fortuna.ical4j.model.Recur;

/** Turns the local times of an iCalendar text into instants. */
interface IcalZone {
    DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT);

    /** Of two instants with this local time the first; for a local time that does not exist, the one after the gap. */
    Instant instant(LocalDateTime local);

    static IcalZone of(ZoneId zone) {
        return local -> local.atZone(zone).toInstant();
    }

    /**
     * The zone a text means by a name: its own definition of one that IANA does not know, such as Outlook's.
     *
     * @throws IcalException when neither knows it
     */
    static IcalZone named(String name, IcalText.Component calendar) {
        String id = name.startsWith("/") ? name.replaceFirst("^/[^/]+/(Olson_[^/]+/)?", "") : name;
        if (ZoneId.getAvailableZoneIds().contains(id)) {
            return of(ZoneId.of(id));
        }
        return calendar.parts("VTIMEZONE")
                .filter(zone -> zone.text("TZID").equals(name))
                .findFirst()
                .map(IcalZone::defined)
                .orElseThrow(() -> new IcalException("#", "unknown_time_zone", "No such time zone: " + name));
    }

    private static IcalZone defined(IcalText.Component zone) {
        List<Observance> observances = zone.components().stream()
                .map(part -> new Observance(
                        LocalDateTime.parse(part.text("DTSTART"), LOCAL),
                        part.text("RRULE"),
                        offset(part.text("TZOFFSETTO"))))
                .toList();
        if (observances.isEmpty()) {
            throw new IcalException("#", "unknown_time_zone", "A time zone without offsets: " + zone.text("TZID"));
        }
        return local -> observances.stream()
                .max(Comparator.comparing(observance -> observance.lastBefore(local)))
                .orElseThrow().instant(local);
    }

    private static ZoneOffset offset(String text) {
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException e) {
            throw new IcalException("#", "invalid_calendar", "Not an offset: " + text);
        }
    }

    /** Standard or daylight time of a defined zone, from each of its onsets on. */
    record Observance(LocalDateTime start, String rule, ZoneOffset offset) {
        LocalDateTime lastBefore(LocalDateTime local) {
            if (rule.isEmpty() || local.isBefore(start)) {
                return local.isBefore(start) ? LocalDateTime.MIN : start;
            }
            // Outlook's zones begin in 1601; their rules are yearly, so starting shortly before is the same.
            LocalDateTime seed = start.isBefore(local.minusYears(9)) && !rule.contains("COUNT")
                    ? start.withYear(local.getYear() - 8) : start;
            List<LocalDateTime> onsets = new Recur<LocalDateTime>(rule).getDates(seed, seed, local.plusSeconds(1));
            return onsets.isEmpty() ? start : onsets.getLast();
        }

        Instant instant(LocalDateTime local) {
            return local.toInstant(offset);
        }
    }
}
