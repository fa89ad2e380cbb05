package dev.nightdesk.api.workspace;

import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** The wire shape of workspaces. */
final class WorkspaceJson {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration DECADE = Duration.ofDays(3_650);
    private static final Duration DAY = Duration.ofDays(1);
    private static final String EVENT_RETENTION = "event_retention_days";
    private static final int MOST_EVENT_RETENTION_DAYS = 90;

    private WorkspaceJson() {
    }

    /** What is sent. */
    public record View(String id, String object, String name, String mode, String timeZone, String locale,
            String testClockId, Duration autoCloseAfter, Duration followUpWindow, Duration retention,
            int eventRetentionDays, boolean createCustomersFromTokens, Map<String, String> metadata, long version,
            Instant createdAt, Instant updatedAt) {
    }

    static RawJson view(Workspace workspace) {
        WorkspaceFields fields = workspace.fields();
        return RawJson.of(Json.write(new View(workspace.id(), "workspace", fields.name(),
                Fields.wireName(workspace.mode()), fields.timeZone().getId(), fields.locale(),
                workspace.testClockId(), fields.autoCloseAfter(), fields.followUpWindow(), fields.retention(),
                fields.eventRetentionDays(), fields.createCustomersFromTokens(), fields.metadata(),
                workspace.version(), workspace.createdAt(), workspace.updatedAt())));
    }

    /** What a workspace is made of. */
    record Create(WorkspaceFields fields, WorkspaceMode mode, String testClockId) {
    }

    static Create create(Fields body) {
        readOnly(body).readOnly("api_key");
        ZoneId zone = body.notNull("mode", "time_zone", "locale", EVENT_RETENTION).zone("time_zone");
        String locale = body.language("locale");
        WorkspaceMode mode = body.choice("mode", WorkspaceMode.class);
        Duration autoClose = period(body, "auto_close_after", SHORTEST, YEAR);
        Integer eventRetention = days(body);
        Boolean fromTokens = body.flag("create_customers_from_tokens");
        WorkspaceFields fields = new WorkspaceFields(body.requiredText("name", 120),
                zone == null ? ZoneId.of("UTC") : zone, locale == null ? "en" : locale,
                body.has("auto_close_after") ? autoClose : Duration.ofDays(7),
                period(body, "follow_up_window", SHORTEST, DECADE), period(body, "retention", DAY, DECADE),
                eventRetention == null ? WorkspaceFields.USUAL_EVENT_RETENTION_DAYS : eventRetention,
                fromTokens == null || fromTokens, body.metadata("metadata"));
        String testClockId = body.formatted("test_clock_id", 40, "the id of a test clock",
                id -> Optional.of(id).filter(ResourceType.TEST_CLOCK::matches));
        Create create = new Create(fields, mode == null ? WorkspaceMode.LIVE : mode, testClockId);
        body.check();
        return create;
    }

    static WorkspaceFields update(Fields body, WorkspaceFields present) {
        readOnly(body).readOnly("api_key", "mode", "test_clock_id");
        WorkspaceFields fields = new WorkspaceFields(
                body.replaced("name", body.name("name", 120), present.name()),
                body.replaced("time_zone", body.zone("time_zone"), present.timeZone()),
                body.replaced("locale", body.language("locale"), present.locale()),
                body.patched("auto_close_after", period(body, "auto_close_after", SHORTEST, YEAR),
                        present.autoCloseAfter()),
                body.patched("follow_up_window", period(body, "follow_up_window", SHORTEST, DECADE),
                        present.followUpWindow()),
                body.patched("retention", period(body, "retention", DAY, DECADE), present.retention()),
                body.replaced(EVENT_RETENTION, days(body), present.eventRetentionDays()),
                body.replaced("create_customers_from_tokens", body.flag("create_customers_from_tokens"),
                        present.createCustomersFromTokens()),
                body.metadata("metadata", present.metadata()));
        body.check();
        return fields;
    }

    private static Fields readOnly(Fields body) {
        return body.readOnly("id", "object", "version", "created_at", "updated_at");
    }

    private static Integer days(Fields body) {
        Long days = body.integer(EVENT_RETENTION, 1, MOST_EVENT_RETENTION_DAYS);
        return days == null ? null : days.intValue();
    }

    private static Duration period(Fields body, String name, Duration least, Duration most) {
        Duration period = body.duration(name);
        if (period != null && (period.compareTo(least) < 0 || period.compareTo(most) > 0)) {
            body.fault(name, "out_of_range", "must lie between " + least + " and " + most);
        }
        return period;
    }
}
