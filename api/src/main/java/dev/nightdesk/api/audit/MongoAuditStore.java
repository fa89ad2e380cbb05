package dev.nightdesk.api.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Difference;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.platform.mongo.Deletions;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Sort;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;

/** Audit entries in the collection {@code audit_entries}. */
public final class MongoAuditStore implements AuditStore {
    private static final Indexes INDEXES = new Indexes().on("w", "-created_at", "-_id")
            .on("w", "target_id", "-created_at", "-_id").on("w", "actor_id", "-created_at", "-_id")
            .on("w", "action", "-created_at", "-_id");
    private static final Mapping MAPPING = new Mapping();

    private final MongoCollection<Document> collection;

    /** A store in the room. */
    public MongoAuditStore(MongoRoom room) {
        collection = room.mongo().collection(AuditEntry.COLLECTION);
        INDEXES.create(collection);
        room.outboxes().companions(AuditEntry.COLLECTION, MAPPING);
    }

    @Override
    public void add(AuditEntry entry) {
        collection.insertOne(MAPPING.write(entry).append("_id", entry.id()).append("w", entry.workspaceId())
                .append("v", entry.version()));
    }

    @Override
    public Page<AuditEntry> list(String workspaceId, Filter filter, Optional<Position> from, int limit) {
        Document query = new Document("w", workspaceId);
        filter.action().ifPresent(action -> query.append("action", action));
        filter.actorId().ifPresent(actor -> query.append("actor_id", actor));
        filter.targetId().ifPresent(target -> query.append("target_id", target));
        Values.narrow(query, "created_at", filter.createdAt());
        return Sort.NEWEST_FIRST.page(collection, query, from, limit, MAPPING::read);
    }

    /** The id tells the real time, which {@code created_at} does not in a workspace with a test clock. */
    @Override
    public int purge(Instant before, int most) {
        return Deletions.some(collection, Filters.lt("_id", Ids.floor(ResourceType.AUDIT_ENTRY, before)), most);
    }

    private static final class Mapping implements DocumentMapping<AuditEntry> {
        @Override
        public Document write(AuditEntry value) {
            return new Document("action", value.action()).append("actor_type", value.actor().type())
                    .append("actor_id", value.actor().id()).append("target", Values.name(value.target()))
                    .append("target_id", value.targetId()).append("ip", value.source().ip())
                    .append("user_agent", value.source().userAgent())
                    .append("before", value.difference().before().text())
                    .append("after", value.difference().after().text()).append("request_id", value.requestId())
                    .append("created_at", Values.date(value.createdAt()));
        }

        @Override
        public AuditEntry read(Document document) {
            return new AuditEntry(document.getString("_id"), document.getString("w"), document.getString("action"),
                    new Actor(document.getString("actor_type"), document.getString("actor_id")),
                    Values.constant(document, "target", ResourceType.class), document.getString("target_id"),
                    new AuditEntry.Source(document.getString("ip"), document.getString("user_agent")),
                    new Difference(new RawJson(document.getString("before")), new RawJson(document.getString("after"))),
                    document.getString("request_id"), Values.instant(document, "created_at"));
        }
    }
}
