package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.http.FieldError;
import dev.nightdesk.api.platform.time.Timestamps;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns a {@link ScheduleDraft} into a version of a schedule, or lists everything that is wrong with it. */
public final class ScheduleCheck {
    /** More exceptions than this in one schedule are refused. */
    public static final int MOST_EXCEPTIONS = 1_000;

    private static final int MOST_WEEKLY = 200;
    private static final int MOST_HOLIDAYS = 20;
    private static final int LONGEST_NAME = 200;
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private final ScheduleDraft draft;
    private final HolidaySource holidays;
    private final List<FieldError> errors = new ArrayList<>();

    private ScheduleCheck(ScheduleDraft draft, HolidaySource holidays) {
        this.draft = draft;
        this.holidays = holidays;
    }

    /**
     * Checks a draft. The version it describes has number 1 and begins at {@code effective_from};
     * {@link Schedule#revise} numbers later ones.
     *
     * @param now a version cannot begin before it
     */
    public static Checked<ScheduleVersion> check(ScheduleDraft draft, HolidaySource holidays, Instant now) {
        return new ScheduleCheck(draft, holidays).check(now);
    }

    private Checked<ScheduleVersion> check(Instant now) {
        name("#/name", draft.name(), true);
        ZoneId zone = zone();
        Instant begins = effectiveFrom(now);
        if (draft.alwaysOpen() && !draft.weekly().isEmpty()) {
            error("#/weekly", "conflicting_fields", "A schedule that is always open has no weekly hours.");
        }
        List<WeeklyHours> weekly = weekly();
        List<ScheduleException> exceptions = exceptions();
        checkHolidays();
        if (!errors.isEmpty()) {
            return new Checked.Invalid<>(errors);
        }
        return new Checked.Valid<>(
                new ScheduleVersion(1, begins, zone, draft.alwaysOpen(), weekly, exceptions, draft.holidays()));
    }

    private void name(String pointer, String name, boolean required) {
        if (name == null || name.isBlank()) {
            if (required || name != null) {
                error(pointer, "required", "A name is needed.");
            }
        } else if (name.length() > LONGEST_NAME) {
            error(pointer, "too_long", "A name has at most " + LONGEST_NAME + " characters.");
        }
    }

    private ZoneId zone() {
        if (draft.timeZone() == null) {
            error("#/time_zone", "required", "An IANA time zone is needed, such as Europe/Berlin.");
            return null;
        }
        if (!ZONES.contains(draft.timeZone())) {
            error("#/time_zone", "format", "Not an IANA time zone: " + draft.timeZone());
            return null;
        }
        return ZoneId.of(draft.timeZone());
    }

    private Instant effectiveFrom(Instant now) {
        if (draft.effectiveFrom() == null) {
            return null;
        }
        Instant begins = Timestamps.parse(draft.effectiveFrom()).orElse(null);
        if (begins == null) {
            error("#/effective_from", "format", "Not an RFC 3339 time.");
        } else if (begins.isBefore(now) || !begins.isBefore(BusinessCalendar.LATEST)) {
            error("#/effective_from", "out_of_range", "A version begins now or later, before the year 2300.");
        }
        return begins;
    }

    private List<WeeklyHours> weekly() {
        atMost("#/weekly", draft.weekly().size(), MOST_WEEKLY);
        List<WeeklyHours> weekly = new ArrayList<>();
        for (int i = 0; i < draft.weekly().size(); i++) {
            ScheduleDraft.Weekly each = draft.weekly().get(i);
            String pointer = "#/weekly/" + i;
            DayOfWeek day = day(pointer + "/day", each.day());
            LocalHours hours = hours(pointer, each.from(), each.to());
            if (day != null && hours != null) {
                weekly.add(new WeeklyHours(day, hours));
            }
        }
        return weekly;
    }

    private DayOfWeek day(String pointer, String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).equals(text)) {
                return day;
            }
        }
        error(pointer, "enum", "A day is one of monday to sunday.");
        return null;
    }

    private LocalHours hours(String pointer, String from, String to) {
        boolean goodFrom = from != null
                && LocalHours.minuteOf(from).filter(minute -> minute < LocalHours.DAY).isPresent();
        boolean goodTo = to != null && LocalHours.minuteOf(to).isPresent();
        if (!goodFrom) {
            error(pointer + "/from", "format", "A beginning is HH:mm, 00:00 to 23:59.");
        }
        if (!goodTo) {
            error(pointer + "/to", "format", "An end is HH:mm, 00:00 to 24:00.");
        }
        return goodFrom && goodTo ? LocalHours.of(from, to) : null;
    }

    private List<ScheduleException> exceptions() {
        atMost("#/exceptions", draft.exceptions().size(), MOST_EXCEPTIONS);
        List<ScheduleException> exceptions = new ArrayList<>();
        for (int i = 0; i < draft.exceptions().size(); i++) {
            ScheduleException exception = exception("#/exceptions/" + i, draft.exceptions().get(i));
            if (exception != null) {
                exceptions.add(exception);
            }
        }
        return exceptions;
    }

    private ScheduleException exception(String pointer, ScheduleDraft.Dates written) {
        name(pointer + "/name", written.name(), false);
        LocalDate from = date(pointer + "/from", written.from());
        LocalDate to = written.to() == null ? from : date(pointer + "/to", written.to());
        boolean yearly = "yearly".equals(written.recurring());
        if (written.recurring() != null && !yearly) {
            error(pointer + "/recurring", "enum", "An exception recurs yearly or not at all.");
        }
        if (written.closed() != written.intervals().isEmpty()) {
            error(pointer, "conflicting_fields", "An exception is either closed or has intervals.");
        }
        List<LocalHours> hours = new ArrayList<>();
        for (int i = 0; i < written.intervals().size(); i++) {
            ScheduleDraft.Hours each = written.intervals().get(i);
            hours.add(hours(pointer + "/intervals/" + i, each.from(), each.to()));
        }
        if (from == null || to == null || hours.contains(null) || !inOrder(pointer + "/to", from, to, yearly)) {
            return null;
        }
        String name = written.name() == null ? from.toString() : written.name();
        return new ScheduleException(name, from, to, yearly, hours);
    }

    private boolean inOrder(String pointer, LocalDate from, LocalDate to, boolean yearly) {
        if (to.isBefore(from)) {
            error(pointer, "out_of_range", "The last date is before the first.");
            return false;
        }
        if (yearly && !to.isBefore(from.plusYears(1))) {
            error(pointer, "out_of_range", "A yearly exception is shorter than a year.");
            return false;
        }
        return true;
    }

    private LocalDate date(String pointer, String text) {
        try {
            LocalDate date = text == null ? null : LocalDate.parse(text);
            if (date != null && date.getYear() >= 1900 && date.getYear() < 2300) {
                return date;
            }
        } catch (DateTimeException e) {
            // Said below, in the same words as for a missing date.
        }
        error(pointer, "format", "A date is YYYY-MM-DD, in the years 1900 to 2299.");
        return null;
    }

    private void checkHolidays() {
        atMost("#/holidays", draft.holidays().size(), MOST_HOLIDAYS);
        for (int i = 0; i < draft.holidays().size(); i++) {
            HolidayCalendar place = draft.holidays().get(i);
            if (place.country() == null || !holidays.knows(new HolidayCalendar(place.country(), null))) {
                error("#/holidays/" + i + "/country", "unknown_reference",
                        "No holidays are known for the country " + place.country() + ".");
            } else if (!holidays.knows(place)) {
                error("#/holidays/" + i + "/region", "unknown_reference",
                        "No holidays are known for the region " + place.region() + " of " + place.country() + ".");
            }
        }
    }

    private void atMost(String pointer, int size, int most) {
        if (size > most) {
            error(pointer, "too_many", "At most " + most + " are allowed.");
        }
    }

    private void error(String pointer, String code, String detail) {
        errors.add(FieldError.field(pointer, code, detail));
    }
}
