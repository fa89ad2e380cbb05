package dev.nightdesk.api.stream;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import dev.nightdesk.api.platform.mongo.Deletions;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;

/** Views in {@code conversation_viewers}. */
public final class MongoViewerStore implements ViewerStore {
    private static final Indexes INDEXES = new Indexes().on("w", "conversation_id").on("until");

    private final MongoCollection<Document> collection;

    /** A store in the room. */
    public MongoViewerStore(MongoRoom room) {
        collection = room.mongo().collection("conversation_viewers");
        INDEXES.create(collection);
    }

    @Override
    public void keep(Collection<View> views, Instant until) {
        List<WriteModel<Document>> models = new ArrayList<>();
        for (View view : views) {
            models.add(new ReplaceOneModel<>(Filters.eq("_id", view.id()), new Document("_id", view.id())
                    .append("w", view.workspaceId()).append("conversation_id", view.conversationId())
                    .append("agent", view.agentId()).append("until", Values.date(until)),
                    new ReplaceOptions().upsert(true)));
        }
        if (!models.isEmpty()) {
            collection.bulkWrite(models, new BulkWriteOptions().ordered(false));
        }
    }

    @Override
    public void forget(View view) {
        collection.deleteOne(Filters.eq("_id", view.id()));
    }

    @Override
    public Map<String, Set<String>> viewers(String workspaceId, Collection<String> conversationIds, Instant now) {
        Map<String, Set<String>> viewers = new HashMap<>();
        collection.find(Filters.and(Filters.eq("w", workspaceId), Filters.in("conversation_id", conversationIds),
                Filters.gt("until", Values.date(now))))
                .forEach(document -> viewers.computeIfAbsent(document.getString("conversation_id"),
                        id -> new TreeSet<>()).add(document.getString("agent")));
        return viewers;
    }

    @Override
    public int purge(Instant before, int most) {
        return Deletions.some(collection, Filters.lt("until", Values.date(before)), most);
    }
}
