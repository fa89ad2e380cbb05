package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.bson.Document;

/** Schedules as documents; hours are minutes after midnight. */
final class MongoScheduleMapping implements DocumentMapping<WorkspaceSchedule> {
    @Override
    public Document write(WorkspaceSchedule value) {
        return new Document("name", value.schedule().name()).append("deleted", value.deleted())
                .append("versions", value.schedule().versions().stream().map(MongoScheduleMapping::version).toList())
                .append("metadata", new Document(value.metadata()))
                .append("created_at", Values.date(value.createdAt()))
                .append("updated_at", Values.date(value.updatedAt()));
    }

    @Override
    public WorkspaceSchedule read(Document document) {
        Schedule schedule = new Schedule(document.getString("_id"), document.getString("name"),
                document.getList("versions", Document.class).stream().map(MongoScheduleMapping::version).toList());
        return new WorkspaceSchedule(schedule, document.getString("w"), Values.metadata(document, "metadata"),
                document.getBoolean("deleted"), document.getLong("v"), Values.instant(document, "created_at"),
                Values.instant(document, "updated_at"));
    }

    private static Document version(ScheduleVersion version) {
        return new Document("number", version.number()).append("from", Values.date(version.effectiveFrom()))
                .append("zone", version.zone().getId()).append("always_open", version.alwaysOpen())
                .append("weekly", version.weekly().stream().map(each -> hours(each.hours())
                        .append("day", each.day().getValue())).toList())
                .append("exceptions", version.exceptions().stream().map(MongoScheduleMapping::exception).toList())
                .append("holidays", version.holidays().stream().map(each -> new Document("country", each.country())
                        .append("region", each.region())).toList());
    }

    private static ScheduleVersion version(Document document) {
        return new ScheduleVersion(document.getInteger("number"), Values.instant(document, "from"),
                ZoneId.of(document.getString("zone")), document.getBoolean("always_open"),
                list(document, "weekly").stream()
                        .map(each -> new WeeklyHours(DayOfWeek.of(each.getInteger("day")), hours(each))).toList(),
                list(document, "exceptions").stream().map(MongoScheduleMapping::exception).toList(),
                list(document, "holidays").stream()
                        .map(each -> new HolidayCalendar(each.getString("country"), each.getString("region"))).toList());
    }

    private static Document exception(ScheduleException exception) {
        return new Document("name", exception.name()).append("from", exception.from().toString())
                .append("to", exception.to().toString()).append("yearly", exception.yearly())
                .append("hours", exception.hours().stream().map(MongoScheduleMapping::hours).toList());
    }

    private static ScheduleException exception(Document document) {
        return new ScheduleException(document.getString("name"), LocalDate.parse(document.getString("from")),
                LocalDate.parse(document.getString("to")), document.getBoolean("yearly"),
                list(document, "hours").stream().map(MongoScheduleMapping::hours).toList());
    }

    private static Document hours(LocalHours hours) {
        return new Document("from", hours.fromMinute()).append("until", hours.untilMinute());
    }

    private static LocalHours hours(Document document) {
        return new LocalHours(document.getInteger("from"), document.getInteger("until"));
    }

    private static List<Document> list(Document document, String name) {
        return document.getList(name, Document.class);
    }
}
