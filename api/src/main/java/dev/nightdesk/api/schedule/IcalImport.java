package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.http.FieldError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the events of an iCalendar text as times when a schedule is closed.
 *
 * <p>An event of whole days closes them, whatever it says about being free or busy, for that is how holiday calendars
 * are published. An event with times takes them out of that day's hours; one that is transparent does not. Cancelled
 * events and occurrences close nothing. An event that is the same dates every year stays yearly, everything else that
 * recurs is written out for the dates asked for.
 */
public final class IcalImport {
    private final ZoneId zone;
    private final LocalDate from;
    private final LocalDate to;
    private final ClosedTimes closedTimes;
    private final List<ScheduleException> wholeDays = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();

    private IcalImport(ScheduleVersion version, HolidaySource holidays, LocalDate from, LocalDate to) {
        zone = version.zone();
        this.from = from;
        this.to = to;
        closedTimes = new ClosedTimes(new VersionHours(version, holidays));
    }

    /**
     * Reads a text.
     *
     * @param version whose hours the events are taken out of, and in whose zone times without one are read
     * @param from the first date of interest
     * @param to the date after the last, at most ten years later
     * @return exceptions to be added to the version, where its own keep their rank; or every event that cannot be read
     */
    public static Checked<List<ScheduleException>> read(
            String text, ScheduleVersion version, HolidaySource holidays, LocalDate from, LocalDate to) {
        if (to.isAfter(from.plusYears(10))) {
            throw new IllegalArgumentException("more than ten years: " + from + " to " + to);
        }
        return new IcalImport(version, holidays, from, to).read(text);
    }

    private Checked<List<ScheduleException>> read(String text) {
        List<IcalEvent> events = events(text);
        Map<String, Set<LocalDateTime>> replaced = new HashMap<>();
        for (IcalEvent event : events) {
            if (event.replaces() != null) {
                replaced.computeIfAbsent(event.uid(), uid -> new TreeSet<>()).add(event.replaces());
            }
        }
        for (IcalEvent event : events) {
            Set<LocalDateTime> gone =
                    event.replaces() == null ? replaced.getOrDefault(event.uid(), Set.of()) : Set.of();
            if (!event.cancelled()) {
                orNote(() -> add(event, gone));
            }
        }
        List<ScheduleException> all = new ArrayList<>(wholeDays);
        all.addAll(closedTimes.exceptions(wholeDays));
        if (all.size() > ScheduleCheck.MOST_EXCEPTIONS) {
            errors.add(FieldError.field("#", "too_many", "The events make " + all.size() + " exceptions; at most "
                    + ScheduleCheck.MOST_EXCEPTIONS + " are allowed."));
        }
        return errors.isEmpty() ? new Checked.Valid<>(all) : new Checked.Invalid<>(errors);
    }

    private List<IcalEvent> events(String text) {
        List<IcalEvent> events = new ArrayList<>();
        orNote(() -> {
            IcalText.Component calendar = IcalText.read(text);
            calendar.parts("VEVENT").forEach(event -> orNote(() -> events.add(IcalEvent.of(event, calendar, zone))));
        });
        return events;
    }

    private void orNote(Runnable reading) {
        try {
            reading.run();
        } catch (IcalException e) {
            errors.add(e.error());
        }
    }

    private void add(IcalEvent event, Set<LocalDateTime> replaced) {
        if (event.plainlyYearly() && replaced.isEmpty() && event.length().toDays() < 365) {
            LocalDate first = event.start().toLocalDate();
            wholeDays.add(new ScheduleException(
                    event.name(), first, first.plusDays(event.length().toDays() - 1), true, List.of()));
            return;
        }
        for (LocalDateTime start : event.starts(from, to, replaced)) {
            if (event.allDay()) {
                addDays(event.name(), start.toLocalDate(), start.toLocalDate().plusDays(event.length().toDays() - 1));
            } else if (!event.transparent()) {
                Instant begins = event.zone().instant(start);
                closedTimes.add(event.name(), begins.atZone(zone).toLocalDateTime(),
                        begins.plus(event.length()).atZone(zone).toLocalDateTime(), from, to);
            }
        }
    }

    private void addDays(String name, LocalDate first, LocalDate last) {
        if (first.isBefore(to) && !last.isBefore(from)) {
            wholeDays.add(new ScheduleException(name, first, last, false, List.of()));
        }
    }
}
