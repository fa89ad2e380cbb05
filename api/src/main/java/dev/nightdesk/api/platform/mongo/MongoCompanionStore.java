package dev.nightdesk.api.platform.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.aggregate.CompanionStore;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;

/** Writes companions in one batch for each collection. */
public final class MongoCompanionStore implements CompanionStore {
    private static final int USUAL = 2_048;

    private final MongoDatabase database;
    private final OutboxMapping mapping;

    /** A store over the database. */
    public MongoCompanionStore(MongoDatabase database, OutboxMapping mapping) {
        this.database = database;
        this.mapping = mapping;
    }

    @Override
    public void write(String collection, List<Aggregate> values) {
        Codec<Document> codec = database.getCodecRegistry().get(Document.class);
        List<WriteModel<RawBsonDocument>> models = new ArrayList<>();
        for (Aggregate value : values) {
            models.add(model(DocumentBytes.of(mapping.companion(collection, value), USUAL, codec), value));
        }
        try {
            database.getCollection(collection, RawBsonDocument.class).bulkWrite(models, SharedWrites.UNORDERED);
        } catch (MongoBulkWriteException e) {
            boolean onlyKnown = e.getWriteErrors().stream().allMatch(error -> error.getCode() == DuplicateKeys.CODE
                    && DuplicateKeys.index(error.getMessage()).equals("_id_"));
            if (!onlyKnown || e.getWriteConcernError() != null) {
                throw e;
            }
        }
    }

    /** A newer version replaces an older one; the upsert of one that is not newer ends in a duplicate id. */
    private static WriteModel<RawBsonDocument> model(RawBsonDocument document, Aggregate value) {
        return value.version() == 1 ? new InsertOneModel<>(document)
                : new ReplaceOneModel<>(new Document("_id", value.id())
                        .append("v", new Document("$lt", value.version())), document,
                        new ReplaceOptions().upsert(true));
    }
}
