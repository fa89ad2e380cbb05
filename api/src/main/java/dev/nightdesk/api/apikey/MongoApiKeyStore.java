package dev.nightdesk.api.apikey;

import com.mongodb.client.model.Updates;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Sort;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;

/** API keys in the collection {@code api_keys}. */
public final class MongoApiKeyStore extends MongoAggregateStore<ApiKey> implements ApiKeyStore {
    private static final Indexes INDEXES = new Indexes().on("w", "-created_at", "-_id").unique("prefix");

    /** A store in the room. */
    public MongoApiKeyStore(MongoRoom room) {
        super(room.aggregates("api_keys", new Mapping(), INDEXES));
    }

    @Override
    public Page<ApiKey> list(String workspaceId, Optional<Position> from, int limit) {
        return Sort.NEWEST_FIRST.page(collection(), new Document("w", workspaceId), from, limit, this::read);
    }

    @Override
    public Optional<ApiKey> findByPrefix(String prefix) {
        return Optional.ofNullable(collection().find(new Document("prefix", prefix)).first()).map(this::read);
    }

    @Override
    public void used(ApiKey key, Instant at) {
        collection().updateOne(new Document("_id", key.id()).append("w", key.workspaceId()),
                Updates.max("last_used_at", Values.date(at)));
    }

    private static final class Mapping implements DocumentMapping<ApiKey> {
        @Override
        public Document write(ApiKey value) {
            return new Document("name", value.name())
                    .append("scopes", value.scopes().stream().map(Scope::wireName).sorted().toList())
                    .append("prefix", value.prefix()).append("hash", new Binary(value.hash()))
                    .append("expires_at", Values.date(value.expiresAt()))
                    .append("last_used_at", Values.date(value.lastUsedAt()))
                    .append("revoked_at", Values.date(value.revokedAt()))
                    .append("metadata", new Document(value.metadata()))
                    .append("created_at", Values.date(value.createdAt()))
                    .append("updated_at", Values.date(value.updatedAt()));
        }

        @Override
        public ApiKey read(Document document) {
            Set<Scope> scopes = EnumSet.noneOf(Scope.class);
            Values.texts(document, "scopes").forEach(name -> Scope.of(name).ifPresent(scopes::add));
            return new ApiKey(document.getString("_id"), document.getString("w"), document.getString("name"), scopes,
                    document.getString("prefix"), document.get("hash", Binary.class).getData(),
                    Values.instant(document, "expires_at"), Values.instant(document, "last_used_at"),
                    Values.instant(document, "revoked_at"), Values.metadata(document, "metadata"),
                    document.getLong("v"), Values.instant(document, "created_at"),
                    Values.instant(document, "updated_at"));
        }
    }
}
