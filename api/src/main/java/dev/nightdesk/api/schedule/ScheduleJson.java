package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.http.FieldError;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The wire shape of schedules. */
final class ScheduleJson {
    private ScheduleJson() {
    }

    /** What is sent. */
    public record View(String id, String object, String name, String timeZone, boolean alwaysOpen,
            List<WeeklyView> weekly, List<ExceptionView> exceptions, List<HolidayView> holidays, Instant effectiveFrom,
            Map<String, String> metadata, long version, Instant createdAt, Instant updatedAt) {
    }

    /** A version as it is sent. */
    public record VersionView(String object, int number, Instant effectiveFrom, String timeZone, boolean alwaysOpen,
            List<WeeklyView> weekly, List<ExceptionView> exceptions, List<HolidayView> holidays) {
    }

    /** Hours of the week. */
    public record WeeklyView(String day, String from, String to) {
    }

    /** Hours of a date. */
    public record HoursView(String from, String to) {
    }

    /** Dates that differ. */
    public record ExceptionView(String name, String from, String to, String recurring, boolean closed,
            List<HoursView> intervals) {
    }

    /** A place with holidays. */
    public record HolidayView(String country, String region) {
    }

    /** Open or closed. */
    public record OpeningView(boolean open, Instant since, Instant until, String reason, String detail,
            int scheduleVersion) {
    }

    /** An instant that may not exist. */
    public record InstantView(Instant at) {
    }

    /** An amount of open time. */
    public record ElapsedView(String elapsed) {
    }

    static RawJson view(WorkspaceSchedule value) {
        Schedule schedule = value.schedule();
        ScheduleVersion latest = schedule.latest();
        return RawJson.of(Json.write(new View(schedule.id(), "schedule", schedule.name(), latest.zone().getId(),
                latest.alwaysOpen(), weekly(latest), exceptions(latest), holidays(latest), latest.effectiveFrom(),
                value.metadata(), value.version(), value.createdAt(), value.updatedAt())));
    }

    static RawJson view(ScheduleVersion version) {
        return RawJson.of(Json.write(new VersionView("schedule_version", version.number(), version.effectiveFrom(),
                version.zone().getId(), version.alwaysOpen(), weekly(version), exceptions(version),
                holidays(version))));
    }

    static OpeningView view(Opening opening) {
        return new OpeningView(opening.open(), opening.since(), opening.until(),
                Fields.wireName(opening.reason().kind()), opening.reason().detail(), opening.reason().version());
    }

    static InstantView view(Moment moment) {
        return new InstantView(moment.asInstant().orElse(null));
    }

    /**
     * What a request wants of a schedule.
     *
     * @param draft the hours, not checked as a whole yet
     * @param revises whether it speaks about hours at all
     */
    record Wish(ScheduleDraft draft, boolean revises, Map<String, String> metadata, Fields body) {
        /** Refuses a body that cannot be read: with its own faults and with those of form that a check found. */
        void checkForm(List<FieldError> found) {
            body.faults(ScheduleFaults.ofForm(found)).check();
        }
    }

    static Wish create(Fields body) {
        body.readOnly("id", "object", "version", "created_at", "updated_at");
        return new Wish(ScheduleDrafts.read(body, ScheduleDrafts.BLANK), true, body.metadata("metadata"), body);
    }

    /** The schedule after a merge patch on the version written last. */
    static Wish update(Fields body, WorkspaceSchedule present) {
        body.readOnly("id", "object", "version", "created_at", "updated_at");
        boolean revises = ScheduleDrafts.FIELDS.stream().anyMatch(body::has);
        ScheduleDraft draft = ScheduleDrafts.read(body, ScheduleDrafts.of(present.schedule()));
        return new Wish(draft, revises, body.metadata("metadata", present.metadata()), body);
    }

    private static List<WeeklyView> weekly(ScheduleVersion version) {
        return version.weekly().stream().map(each -> new WeeklyView(each.day().name().toLowerCase(Locale.ROOT),
                each.hours().from(), each.hours().to())).toList();
    }

    private static List<ExceptionView> exceptions(ScheduleVersion version) {
        return version.exceptions().stream().map(each -> new ExceptionView(each.name(), each.from().toString(),
                each.to().toString(), each.yearly() ? "yearly" : null, each.closed(),
                each.hours().stream().map(hours -> new HoursView(hours.from(), hours.to())).toList())).toList();
    }

    private static List<HolidayView> holidays(ScheduleVersion version) {
        return version.holidays().stream().map(each -> new HolidayView(each.country(), each.region())).toList();
    }
}
