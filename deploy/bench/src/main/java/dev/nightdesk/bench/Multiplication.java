package dev.nightdesk.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Makes many of one, in the database itself: over the API so many would take minutes. */
final class Multiplication {
    private static final int AT_ONCE = 1_000;

    private Multiplication() {
    }

    /** Copies conversations of the workspace until it has so many. */
    static void conversations(String uri, String workspaceId, int most) {
        try (MongoClient client = MongoClients.create(uri)) {
            MongoCollection<Document> collection = client.getDatabase("nightdesk").getCollection("conversations");
            Document owned = new Document("w", workspaceId);
            Document model = collection.find(owned).first();
            int missing = most - (int) collection.countDocuments(owned);
            while (missing > 0) {
                List<Document> copies = new ArrayList<>();
                for (int i = 0; i < Math.min(AT_ONCE, missing); i++) {
                    copies.add(new Document(model).append("_id", "cnv_%026d".formatted(missing - i)));
                }
                collection.insertMany(copies, new InsertManyOptions().ordered(false));
                missing -= copies.size();
            }
        }
    }
}
