package dev.nightdesk.api.attachment;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/** Contents in the collection {@code attachment_chunks}. */
public final class MongoContentStore implements ContentStore {
    private static final Indexes INDEXES = new Indexes().unique("w", "content", "n").wherePresent("marked_at");

    private final MongoCollection<Document> collection;

    /** A store in the room. */
    public MongoContentStore(MongoRoom room) {
        this.collection = room.mongo().collection("attachment_chunks");
        INDEXES.create(collection);
    }

    @Override
    public void add(String workspaceId, String contentId, int number, byte[] bytes, Instant now) {
        Document chunk = new Document("w", workspaceId).append("content", contentId).append("n", number)
                .append("bytes", new Binary(bytes));
        collection.insertOne(number == 0 ? chunk.append("marked_at", Date.from(now)) : chunk);
    }

    @Override
    public Optional<byte[]> chunk(String workspaceId, String contentId, int number) {
        return Optional.ofNullable(collection.find(key(workspaceId, contentId, number)).first())
                .map(chunk -> chunk.get("bytes", Binary.class).getData());
    }

    @Override
    public void mark(String workspaceId, String contentId, Instant now) {
        collection.updateOne(key(workspaceId, contentId, 0), Updates.set("marked_at", Date.from(now)));
    }

    @Override
    public void unmark(String workspaceId, String contentId) {
        collection.updateOne(key(workspaceId, contentId, 0), Updates.unset("marked_at"));
    }

    @Override
    public void remove(String workspaceId, String contentId) {
        collection.deleteMany(Filters.and(content(workspaceId, contentId), Filters.gt("n", 0)));
        collection.deleteOne(key(workspaceId, contentId, 0));
    }

    @Override
    public List<Marked> marked(Instant before, int most) {
        return collection.find(Filters.lt("marked_at", Date.from(before))).sort(Sorts.ascending("marked_at"))
                .projection(Projections.include("w", "content")).limit(most)
                .map(chunk -> new Marked(chunk.getString("w"), chunk.getString("content"))).into(new ArrayList<>());
    }

    private static Bson content(String workspaceId, String contentId) {
        return Filters.and(Filters.eq("w", workspaceId), Filters.eq("content", contentId));
    }

    private static Bson key(String workspaceId, String contentId, int number) {
        return Filters.and(content(workspaceId, contentId), Filters.eq("n", number));
    }
}
