package dev.nightdesk.api.audit;

import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;

/** The wire shape of audit entries. */
final class AuditJson {
    private AuditJson() {
    }

    /** What it was done to. */
    public record Target(String type, String id) {
    }

    /** All of an entry but the changed fields, which are kept as finished JSON. */
    public record View(String id, String object, String action, Actor actor, Target target, AuditEntry.Source source,
            String requestId, long version, Instant createdAt, Instant updatedAt) {
    }

    static RawJson view(AuditEntry entry) {
        View view = new View(entry.id(), "audit_entry", entry.action(), entry.actor(),
                new Target(entry.target().objectName(), entry.targetId()), entry.source(), entry.requestId(),
                entry.version(), entry.createdAt(), entry.createdAt());
        return RawJson.of(Json.write(view)).with("before", entry.difference().before().text())
                .with("after", entry.difference().after().text());
    }
}
