package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.json.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads drafts of schedules, whole or as changes to what is there. */
public final class ScheduleDrafts {
    static final ScheduleDraft BLANK = new ScheduleDraft(null, null, false, List.of(), List.of(), List.of(), null);
    /** The fields whose change makes a version. */
    static final List<String> FIELDS =
            List.of("time_zone", "always_open", "weekly", "exceptions", "holidays", "effective_from");
    private static final int MOST_WEEKLY = 200;
    private static final int MOST_INTERVALS = 50;
    /** More than this would not fit into a body; a calendar that is imported may bring more. */
    private static final int MOST_SENT_EXCEPTIONS = 500;
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern REGION = Pattern.compile("[A-Z0-9]{1,3}");
    private static final int MOST_HOLIDAYS = 20;
    private static final int LONGEST_TIME = 5;
    private static final int LONGEST_DATE = 10;

    private ScheduleDrafts() {
    }

    /** A schedule that need not be kept. */
    public static ScheduleDraft read(Fields body) {
        return read(body, BLANK);
    }

    /** What the body says, and for what it leaves out, what is there. */
    static ScheduleDraft read(Fields body, ScheduleDraft present) {
        return new ScheduleDraft(body.replaced("name", body.text("name", 200), present.name()),
                body.replaced("time_zone", body.text("time_zone", 60), present.timeZone()),
                body.replaced("always_open", body.flag("always_open"), present.alwaysOpen()),
                list(body, "weekly", MOST_WEEKLY, ScheduleDrafts::weekly, present.weekly()),
                list(body, "exceptions", MOST_SENT_EXCEPTIONS, ScheduleDrafts::dates, present.exceptions()),
                list(body, "holidays", MOST_HOLIDAYS, ScheduleDrafts::place, present.holidays()),
                body.text("effective_from", 40));
    }

    /** The words of the version written last, to begin at once. */
    static ScheduleDraft of(Schedule schedule) {
        ScheduleVersion latest = schedule.latest();
        return new ScheduleDraft(schedule.name(), latest.zone().getId(), latest.alwaysOpen(),
                latest.weekly().stream().map(each -> new ScheduleDraft.Weekly(
                        each.day().name().toLowerCase(Locale.ROOT), each.hours().from(), each.hours().to())).toList(),
                latest.exceptions().stream().map(each -> new ScheduleDraft.Dates(each.name(), each.from().toString(),
                        each.to().toString(), each.yearly() ? "yearly" : null, each.closed(),
                        each.hours().stream().map(hours -> new ScheduleDraft.Hours(hours.from(), hours.to())).toList()))
                        .toList(),
                latest.holidays(), null);
    }

    private static <T> List<T> list(Fields body, String name, int most, Function<Fields, T> read, List<T> present) {
        List<T> given = body.objects(name, most, read);
        return body.replaced(name, given, present);
    }

    private static ScheduleDraft.Weekly weekly(Fields hours) {
        return new ScheduleDraft.Weekly(hours.text("day", 20), hours.text("from", LONGEST_TIME),
                hours.text("to", LONGEST_TIME));
    }

    private static ScheduleDraft.Dates dates(Fields dates) {
        List<ScheduleDraft.Hours> intervals = dates.objects("intervals", MOST_INTERVALS, hours ->
                new ScheduleDraft.Hours(hours.text("from", LONGEST_TIME), hours.text("to", LONGEST_TIME)));
        return new ScheduleDraft.Dates(dates.name("name", 200), dates.text("from", LONGEST_DATE),
                dates.text("to", LONGEST_DATE), dates.text("recurring", 20),
                Boolean.TRUE.equals(dates.flag("closed")), Objects.requireNonNullElse(intervals, List.of()));
    }

    private static HolidayCalendar place(Fields place) {
        place.require("country");
        return new HolidayCalendar(place.formatted("country", 2, "an ISO 3166-1 code such as DE",
                text -> Optional.of(text).filter(COUNTRY.asMatchPredicate())),
                place.formatted("region", 3, "the end of an ISO 3166-2 code such as BE",
                        text -> Optional.of(text).filter(REGION.asMatchPredicate())));
    }
}
