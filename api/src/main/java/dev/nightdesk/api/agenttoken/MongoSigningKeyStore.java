package dev.nightdesk.api.agenttoken;

import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Values;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;

/** Signing keys in the collection {@code signing_keys}. */
public final class MongoSigningKeyStore extends MongoAggregateStore<SigningKey> implements SigningKeyStore {
    private static final Indexes INDEXES = new Indexes().unique("w", "number");

    /** A store in the room. */
    public MongoSigningKeyStore(MongoRoom room) {
        super(room.aggregates("signing_keys", new Mapping(), INDEXES));
    }

    @Override
    public List<SigningKey> all() {
        return collection().find(new Document("w", SigningKey.OWNER)).sort(new Document("number", -1))
                .map(this::read).into(new ArrayList<>());
    }

    private static final class Mapping implements DocumentMapping<SigningKey> {
        @Override
        public Document write(SigningKey value) {
            return new Document("number", value.number()).append("algorithm", value.algorithm())
                    .append("sealed", new Binary(value.sealed())).append("created_at", Values.date(value.createdAt()));
        }

        @Override
        public SigningKey read(Document document) {
            return new SigningKey(document.getString("_id"), document.getInteger("number"),
                    document.getString("algorithm"), document.get("sealed", Binary.class).getData(),
                    Values.instant(document, "created_at"));
        }
    }
}
