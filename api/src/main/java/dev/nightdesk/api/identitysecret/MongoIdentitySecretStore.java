package dev.nightdesk.api.identitysecret;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Sort;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;

/** Identity secrets in the collection {@code identity_secrets}. */
public final class MongoIdentitySecretStore extends MongoAggregateStore<IdentitySecret>
        implements IdentitySecretStore {
    private static final Indexes INDEXES = new Indexes().on("w", "-created_at", "-_id")
            .uniqueWherePresent("w", "place");

    /** A store in the room. */
    public MongoIdentitySecretStore(MongoRoom room) {
        super(room.aggregates("identity_secrets", new Mapping(), INDEXES));
    }

    @Override
    public Page<IdentitySecret> list(String workspaceId, Optional<Position> from, int limit) {
        return Sort.NEWEST_FIRST.page(collection(), new Document("w", workspaceId), from, limit, this::read);
    }

    @Override
    public Set<Integer> placesTaken(String workspaceId) {
        return collection().find(new Document("w", workspaceId).append("place", new Document("$exists", true)))
                .projection(Projections.include("place")).map(document -> document.getInteger("place"))
                .into(new HashSet<>());
    }

    @Override
    public void used(IdentitySecret secret, Instant at) {
        collection().updateOne(new Document("_id", secret.id()).append("w", secret.workspaceId()),
                Updates.max("last_used_at", Values.date(at)));
    }

    private static final class Mapping implements DocumentMapping<IdentitySecret> {
        @Override
        public Document write(IdentitySecret value) {
            return new Document("name", value.name()).append("sealed", new Binary(value.sealed()))
                    .append("place", value.place()).append("last_used_at", Values.date(value.lastUsedAt()))
                    .append("revoked_at", Values.date(value.revokedAt()))
                    .append("metadata", new Document(value.metadata()))
                    .append("created_at", Values.date(value.createdAt()))
                    .append("updated_at", Values.date(value.updatedAt()));
        }

        @Override
        public IdentitySecret read(Document document) {
            return new IdentitySecret(document.getString("_id"), document.getString("w"), document.getString("name"),
                    document.get("sealed", Binary.class).getData(), document.getInteger("place"),
                    Values.instant(document, "last_used_at"), Values.instant(document, "revoked_at"),
                    Values.metadata(document, "metadata"), document.getLong("v"),
                    Values.instant(document, "created_at"), Values.instant(document, "updated_at"));
        }
    }
}
