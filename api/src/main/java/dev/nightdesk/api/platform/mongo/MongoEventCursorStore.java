package dev.nightdesk.api.platform.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.nightdesk.api.platform.event.EventCursor;
import dev.nightdesk.api.platform.event.EventCursorStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Cursors in {@code event_cursors}. {@code free_at} is from when any node may take one. */
public final class MongoEventCursorStore implements EventCursorStore {
    private static final Indexes INDEXES = new Indexes().on("w").on("reader", "free_at");

    private final MongoCollection<Document> collection;

    /** A store in the room. */
    public MongoEventCursorStore(MongoRoom room) {
        collection = room.mongo().collection("event_cursors");
        INDEXES.create(collection);
    }

    @Override
    public void begin(String reader, String workspaceId, long sequence) {
        collection.updateOne(Filters.eq("_id", id(reader, workspaceId)), Updates.combine(
                Updates.setOnInsert("w", workspaceId), Updates.setOnInsert("reader", reader),
                Updates.setOnInsert("n", sequence), Updates.setOnInsert("fence", 0L),
                Updates.setOnInsert("free_at", Values.date(Instant.EPOCH))), new UpdateOptions().upsert(true));
    }

    @Override
    public Optional<EventCursor> find(String reader, String workspaceId) {
        return Optional.ofNullable(collection.find(Filters.eq("_id", id(reader, workspaceId))).first())
                .map(MongoEventCursorStore::read);
    }

    @Override
    public Optional<EventCursor> claim(String reader, String workspaceId, Instant now, Instant until) {
        return Optional.ofNullable(collection.findOneAndUpdate(Filters.and(
                Filters.eq("_id", id(reader, workspaceId)), Filters.lte("free_at", Values.date(now))),
                Updates.combine(Updates.set("free_at", Values.date(until)), Updates.inc("fence", 1L)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                .map(MongoEventCursorStore::read);
    }

    @Override
    public boolean advance(EventCursor cursor, Instant until) {
        return write(cursor, until);
    }

    @Override
    public boolean release(EventCursor cursor, Instant now) {
        return write(cursor, now);
    }

    @Override
    public List<String> untouched(String reader, Instant before, int most) {
        return collection.find(Filters.and(Filters.eq("reader", reader), Filters.lte("free_at", Values.date(before))))
                .projection(Projections.include("w")).sort(Sorts.ascending("free_at")).limit(most)
                .map(document -> document.getString("w")).into(new ArrayList<>());
    }

    private boolean write(EventCursor cursor, Instant freeAt) {
        Bson held = Filters.and(Filters.eq("_id", id(cursor.reader(), cursor.workspaceId())),
                Filters.eq("fence", cursor.fence()));
        return collection.updateOne(held, Updates.combine(Updates.set("n", cursor.sequence()),
                Updates.set("free_at", Values.date(freeAt)))).getMatchedCount() == 1;
    }

    private static EventCursor read(Document document) {
        return new EventCursor(document.getString("reader"), document.getString("w"), document.getLong("n"),
                document.getLong("fence"));
    }

    private static String id(String reader, String workspaceId) {
        return workspaceId + ":" + reader;
    }
}
