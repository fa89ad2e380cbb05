package dev.nightdesk.api.agent;

import dev.nightdesk.api.platform.auth.AgentRole;
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

/** Agents in the collection {@code agents}. */
public final class MongoAgentStore extends MongoAggregateStore<Agent> implements AgentStore {
    /** The unique index of e-mail addresses. */
    static final String EMAIL_INDEX = Indexes.name("w", "email");
    private static final Indexes INDEXES = new Indexes().on("w", "-created_at", "-_id")
            .on("w", "role", "-created_at", "-_id").uniqueWherePresent("w", "email")
            .uniqueWherePresent("w", "external_id");

    /** A store in the room. */
    public MongoAgentStore(MongoRoom room) {
        super(room.aggregates("agents", new Mapping(), INDEXES));
    }

    @Override
    public Page<Agent> list(String workspaceId, Filter filter, Optional<Position> from, int limit) {
        Document query = new Document("w", workspaceId);
        filter.email().ifPresent(email -> query.append("email", email));
        filter.externalId().ifPresent(externalId -> query.append("external_id", externalId));
        filter.role().ifPresent(role -> query.append("role", Values.name(role)));
        return Sort.NEWEST_FIRST.page(collection(), query, from, limit, this::read);
    }

    @Override
    public Optional<String> idOfEmail(String workspaceId, String email) {
        return idOf(new Document("w", workspaceId).append("email", email));
    }

    @Override
    public Optional<String> idOfExternal(String workspaceId, String externalId) {
        return idOf(new Document("w", workspaceId).append("external_id", externalId));
    }

    private static final class Mapping implements DocumentMapping<Agent> {
        @Override
        public Document write(Agent value) {
            AgentFields fields = value.fields();
            return new Document("name", fields.name()).append("email", fields.email())
                    .append("external_id", fields.externalId()).append("role", Values.name(fields.role()))
                    .append("time_zone", fields.timeZone() == null ? null : fields.timeZone().getId())
                    .append("languages", fields.languages()).append("metadata", new Document(fields.metadata()))
                    .append("created_at", Values.date(value.createdAt()))
                    .append("updated_at", Values.date(value.updatedAt()));
        }

        @Override
        public Agent read(Document document) {
            String zone = document.getString("time_zone");
            AgentFields fields = new AgentFields(document.getString("name"), document.getString("email"),
                    document.getString("external_id"), Values.constant(document, "role", AgentRole.class),
                    zone == null ? null : ZoneId.of(zone), Values.texts(document, "languages"),
                    Values.metadata(document, "metadata"));
            return new Agent(document.getString("_id"), document.getString("w"), fields, document.getLong("v"),
                    Values.instant(document, "created_at"), Values.instant(document, "updated_at"));
        }
    }
}
