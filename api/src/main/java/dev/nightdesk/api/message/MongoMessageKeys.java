package dev.nightdesk.api.message;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.mongo.DuplicateKeys;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.Instant;
import org.bson.Document;

/** Claims in the collection {@code message_keys}; the id of a document is workspace and external id. */
public final class MongoMessageKeys implements MessageKeys {
    private final MongoCollection<Document> collection;

    /** A store in the room. */
    public MongoMessageKeys(MongoRoom room) {
        collection = room.mongo().collection("message_keys");
    }

    @Override
    public Claim claim(String workspaceId, String externalId, Claim claim) {
        try {
            collection.insertOne(document(workspaceId, externalId, claim));
            return claim;
        } catch (MongoException e) {
            if (!(DuplicateKeys.translate(e) instanceof DuplicateKey)) {
                throw e;
            }
            Document standing = collection.find(new Document("_id", id(workspaceId, externalId))).first();
            return standing == null ? claim(workspaceId, externalId, claim) : new Claim(standing.getString("m"),
                    standing.getString("c"), standing.getString("r"), Values.instant(standing, "at"));
        }
    }

    @Override
    public boolean takeOver(String workspaceId, String externalId, Claim abandoned, Claim claim) {
        Document key = new Document("_id", id(workspaceId, externalId)).append("m", abandoned.messageId());
        return collection.replaceOne(key, document(workspaceId, externalId, claim)).getMatchedCount() == 1;
    }

    /** It is not deleted: should the message come after all, its claim still stands. */
    @Override
    public void abandon(String workspaceId, String externalId, String requestId) {
        collection.updateOne(new Document("_id", id(workspaceId, externalId)).append("r", requestId),
                Updates.set("at", Values.date(Instant.EPOCH)));
    }

    private static Document document(String workspaceId, String externalId, Claim claim) {
        return new Document("_id", id(workspaceId, externalId)).append("w", workspaceId)
                .append("m", claim.messageId()).append("c", claim.conversationId())
                .append("r", claim.requestId()).append("at", Values.date(claim.at()));
    }

    private static String id(String workspaceId, String externalId) {
        return workspaceId + ":" + externalId;
    }
}
