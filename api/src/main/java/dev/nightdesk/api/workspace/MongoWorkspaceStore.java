package dev.nightdesk.api.workspace;

import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Sort;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.ZoneId;
import java.util.Optional;
import org.bson.Document;

/** Workspaces in the collection {@code workspaces}. */
public final class MongoWorkspaceStore extends MongoAggregateStore<Workspace> implements WorkspaceStore {
    /** Where workspaces live. */
    public static final String COLLECTION = "workspaces";
    private static final Indexes INDEXES = new Indexes().on("w", "-created_at", "-_id");

    /** A store in the room. */
    public MongoWorkspaceStore(MongoRoom room) {
        super(room.aggregates(COLLECTION, new Mapping(), INDEXES));
    }

    @Override
    public Page<Workspace> list(Optional<Position> from, int limit) {
        Document living = new Document("w", Workspace.OWNER).append("deleted", null);
        return Sort.NEWEST_FIRST.page(collection(), living, from, limit, this::read);
    }

    private static final class Mapping implements DocumentMapping<Workspace> {
        @Override
        public Document write(Workspace value) {
            WorkspaceFields fields = value.fields();
            return new Document("name", fields.name()).append("time_zone", fields.timeZone().getId())
                    .append("locale", fields.locale()).append("auto_close_after", Values.text(fields.autoCloseAfter()))
                    .append("follow_up_window", Values.text(fields.followUpWindow()))
                    .append("retention", Values.text(fields.retention()))
                    .append("event_retention_days", fields.eventRetentionDays())
                    .append("create_customers_from_tokens", fields.createCustomersFromTokens())
                    .append("metadata", new Document(fields.metadata())).append("mode", Values.name(value.mode()))
                    .append("test_clock_id", value.testClockId()).append("deleted", value.deleted() ? true : null)
                    .append("created_at", Values.date(value.createdAt()))
                    .append("updated_at", Values.date(value.updatedAt()));
        }

        @Override
        public Workspace read(Document document) {
            WorkspaceFields fields = new WorkspaceFields(document.getString("name"),
                    ZoneId.of(document.getString("time_zone")), document.getString("locale"),
                    Values.duration(document, "auto_close_after"), Values.duration(document, "follow_up_window"),
                    Values.duration(document, "retention"),
                    document.getInteger("event_retention_days", WorkspaceFields.USUAL_EVENT_RETENTION_DAYS),
                    document.getBoolean("create_customers_from_tokens"), Values.metadata(document, "metadata"));
            return new Workspace(document.getString("_id"), fields,
                    Values.constant(document, "mode", WorkspaceMode.class), document.getString("test_clock_id"),
                    document.getBoolean("deleted", false), document.getLong("v"),
                    Values.instant(document, "created_at"), Values.instant(document, "updated_at"));
        }
    }
}
