package dev.nightdesk.api.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One schedule version, prepared to say for any local date which minutes are open and why. */
final class VersionHours {
    private static final int DAY = LocalHours.DAY;

    private final ScheduleVersion version;
    private final HolidaySource holidays;
    private final DayRule[] week = new DayRule[8];
    private final Map<LocalDate, DayRule> singleDates = new HashMap<>();
    private final List<ExceptionRule> spans = new ArrayList<>();
    private final OpeningReason constant;

    VersionHours(ScheduleVersion version, HolidaySource holidays) {
        this.version = version;
        this.holidays = holidays;
        OpeningReason open = reason(OpeningReason.Kind.SCHEDULE_OPEN, null);
        OpeningReason closed = reason(OpeningReason.Kind.SCHEDULE_CLOSED, null);
        for (DayOfWeek day : DayOfWeek.values()) {
            week[day.getValue()] = new DayRule("week", true, open, closed, weekdayHours(day));
        }
        indexExceptions();
        constant = constantReason(open, closed);
    }

    /** The one reason for all time, where there is one; else null. It spares walking the days. */
    OpeningReason constant() {
        return constant;
    }

    ScheduleVersion version() {
        return version;
    }

    /** Gives {@code pieces} the whole local date from midnight to midnight, in order and without gaps. */
    void day(long epochDay, Pieces pieces) {
        DayRule today = rule(LocalDate.ofEpochDay(epochDay));
        DayRule yesterday = rule(LocalDate.ofEpochDay(epochDay - 1));
        int minute = 0;
        for (Piece piece : openPieces(today, yesterday)) {
            int from = Math.max(piece.from, minute);
            if (piece.until <= from) {
                continue;
            }
            if (from > minute) {
                pieces.accept(minute, from, today.closed());
            }
            pieces.accept(from, piece.until, piece.reason);
            minute = piece.until;
        }
        if (minute < DAY) {
            pieces.accept(minute, DAY, today.closed());
        }
    }

    private static List<Piece> openPieces(DayRule today, DayRule yesterday) {
        List<Piece> open = new ArrayList<>(4);
        for (LocalHours hours : today.hours()) {
            open.add(new Piece(hours.fromMinute(), Math.min(hours.untilMinute(), DAY), today.open()));
        }
        if (today.letsIn(yesterday)) {
            for (LocalHours hours : yesterday.hours()) {
                if (hours.untilMinute() > DAY) {
                    open.add(new Piece(0, hours.untilMinute() - DAY, yesterday.open()));
                }
            }
            open.sort(Comparator.comparingInt(Piece::from));
        }
        return open;
    }

    /** An exception beats a holiday, a holiday beats the week. */
    DayRule rule(LocalDate date) {
        DayRule single = singleDates.get(date);
        if (single != null) {
            return single;
        }
        for (ExceptionRule span : spans) {
            if (span.exception.covers(date)) {
                return span.rule;
            }
        }
        for (HolidayCalendar calendar : version.holidays()) {
            String name = holidays.holidays(calendar, date.getYear()).get(date);
            if (name != null) {
                OpeningReason reason = reason(OpeningReason.Kind.HOLIDAY, name);
                return new DayRule(reason, false, reason, reason, List.of());
            }
        }
        return week[date.getDayOfWeek().getValue()];
    }

    /** The narrower exception wins: a dated one over a yearly, fewer dates over more, then the one listed first. */
    private void indexExceptions() {
        List<ScheduleException> exceptions = version.exceptions().stream()
                .sorted(Comparator.comparing(ScheduleException::yearly).thenComparingLong(ScheduleException::days))
                .toList();
        for (int i = 0; i < exceptions.size(); i++) {
            ScheduleException exception = exceptions.get(i);
            DayRule rule = new DayRule(
                    i,
                    false,
                    reason(OpeningReason.Kind.EXCEPTION_OPEN, exception.name()),
                    reason(OpeningReason.Kind.EXCEPTION_CLOSED, exception.name()),
                    ordered(exception.hours()));
            if (!exception.yearly() && exception.days() == 1) {
                singleDates.putIfAbsent(exception.from(), rule);
            } else {
                spans.add(new ExceptionRule(exception, rule));
            }
        }
    }

    private OpeningReason constantReason(OpeningReason open, OpeningReason closed) {
        boolean nothingSpecial = version.exceptions().isEmpty() && version.holidays().isEmpty();
        if (version.alwaysOpen() && nothingSpecial) {
            return open;
        }
        return !version.alwaysOpen() && version.weekly().isEmpty() && nothingSpecial ? closed : null;
    }

    private List<LocalHours> weekdayHours(DayOfWeek day) {
        if (version.alwaysOpen()) {
            return List.of(LocalHours.WHOLE_DAY);
        }
        return ordered(version.weekly().stream()
                .filter(weekly -> weekly.day() == day)
                .map(WeeklyHours::hours)
                .toList());
    }

    private static List<LocalHours> ordered(List<LocalHours> hours) {
        return hours.stream().sorted(Comparator.comparingInt(LocalHours::fromMinute)).toList();
    }

    private OpeningReason reason(OpeningReason.Kind kind, String detail) {
        return new OpeningReason(kind, detail, version.number());
    }

    /** Receives consecutive pieces of a local date, in minutes after its midnight. */
    interface Pieces {
        void accept(int fromMinute, int untilMinute, OpeningReason reason);
    }

    private record Piece(int from, int until, OpeningReason reason) {}

    private record ExceptionRule(ScheduleException exception, DayRule rule) {}
}
