package dev.nightdesk.api.organization;

import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Sort;
import dev.nightdesk.api.platform.mongo.Values;
import java.util.Optional;
import org.bson.Document;

/** Organizations in the collection {@code organizations}. */
public final class MongoOrganizationStore extends MongoAggregateStore<Organization> implements OrganizationStore {
    private static final String COLLECTION = "organizations";
    private static final Indexes INDEXES = new Indexes().on("w", "-created_at", "-_id")
            .on("w", "domains", "-created_at", "-_id").uniqueWherePresent("w", "external_id");

    /** A store in the room. */
    public MongoOrganizationStore(MongoRoom room) {
        super(room.aggregates(COLLECTION, new Mapping(), INDEXES));
    }

    @Override
    public Page<Organization> list(String workspaceId, Filter filter, Optional<Position> from, int limit) {
        Document query = new Document("w", workspaceId);
        filter.externalId().ifPresent(externalId -> query.append("external_id", externalId));
        filter.domain().ifPresent(domain -> query.append("domains", domain));
        return Sort.NEWEST_FIRST.page(collection(), query, from, limit, this::read);
    }

    @Override
    public Optional<String> idOfExternal(String workspaceId, String externalId) {
        return idOf(new Document("w", workspaceId).append("external_id", externalId));
    }

    private static final class Mapping implements DocumentMapping<Organization> {
        @Override
        public Document write(Organization value) {
            return new Document("name", value.name()).append("external_id", value.externalId())
                    .append("domains", value.domains()).append("tier", value.tier())
                    .append("attributes", Values.attributes(value.attributes())).append("tags", value.tags())
                    .append("metadata", new Document(value.metadata()))
                    .append("created_at", Values.date(value.createdAt()))
                    .append("updated_at", Values.date(value.updatedAt()));
        }

        @Override
        public Organization read(Document document) {
            return new Organization(document.getString("_id"), document.getString("w"), document.getString("name"),
                    document.getString("external_id"), Values.texts(document, "domains"), document.getString("tier"),
                    Values.attributes(document, "attributes"), Values.texts(document, "tags"),
                    Values.metadata(document, "metadata"), document.getLong("v"),
                    Values.instant(document, "created_at"), Values.instant(document, "updated_at"));
        }
    }
}
