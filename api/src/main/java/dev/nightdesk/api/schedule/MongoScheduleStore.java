package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Sort;
import java.util.Optional;
import org.bson.Document;

/** Schedules in the collection {@code schedules}. */
public final class MongoScheduleStore extends MongoAggregateStore<WorkspaceSchedule> implements ScheduleStore {
    private static final String COLLECTION = "schedules";
    private static final Indexes INDEXES = new Indexes().on("w", "deleted", "-created_at", "-_id");

    /** A store in the room. */
    public MongoScheduleStore(MongoRoom room) {
        super(room.aggregates(COLLECTION, new MongoScheduleMapping(), INDEXES));
    }

    @Override
    public Page<WorkspaceSchedule> list(String workspaceId, Optional<Position> from, int limit) {
        return Sort.NEWEST_FIRST.page(collection(), new Document("w", workspaceId).append("deleted", false), from,
                limit, this::read);
    }
}
