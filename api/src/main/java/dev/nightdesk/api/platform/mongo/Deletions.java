package dev.nightdesk.api.platform.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Deletes in bites: a database deletes all that a filter finds or one document, and all may be too long a wait. */
public final class Deletions {
    private Deletions() {
    }

    /**
     * Deletes at most so many documents that the filter finds; one that has meanwhile come out of it stays.
     *
     * @return how many were deleted
     */
    public static int some(MongoCollection<Document> collection, Bson filter, int most) {
        List<Object> ids = collection.find(filter).projection(Projections.include("_id")).limit(most)
                .map(document -> document.get("_id")).into(new ArrayList<>());
        return ids.isEmpty() ? 0
                : (int) collection.deleteMany(Filters.and(Filters.in("_id", ids), filter)).getDeletedCount();
    }
}
