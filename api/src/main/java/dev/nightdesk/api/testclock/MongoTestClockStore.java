package dev.nightdesk.api.testclock;

import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.mongo.DocumentMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoAggregateStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.Sort;
import dev.nightdesk.api.platform.mongo.Values;
import java.util.Optional;
import org.bson.Document;

/** Test clocks in the collection {@code test_clocks}. */
public final class MongoTestClockStore extends MongoAggregateStore<TestClock> implements TestClockStore {
    private static final Indexes INDEXES = new Indexes().on("w", "-created_at", "-_id");

    /** A store in the room. */
    public MongoTestClockStore(MongoRoom room) {
        super(room.aggregates("test_clocks", new Mapping(), INDEXES));
    }

    @Override
    public Page<TestClock> list(Optional<Position> from, int limit) {
        return Sort.NEWEST_FIRST.page(collection(), new Document("w", TestClock.OWNER), from, limit, this::read);
    }

    private static final class Mapping implements DocumentMapping<TestClock> {
        @Override
        public Document write(TestClock value) {
            TestClock.Advance advance = value.advance();
            return new Document("name", value.name()).append("now", Values.date(value.now()))
                    .append("advance", advance == null ? null : new Document("operation_id", advance.operationId())
                            .append("from", Values.date(advance.from())).append("to", Values.date(advance.to())))
                    .append("metadata", new Document(value.metadata()))
                    .append("created_at", Values.date(value.createdAt()))
                    .append("updated_at", Values.date(value.updatedAt()));
        }

        @Override
        public TestClock read(Document document) {
            Document advance = document.get("advance", Document.class);
            return new TestClock(document.getString("_id"), document.getString("name"),
                    Values.instant(document, "now"),
                    advance == null ? null : new TestClock.Advance(advance.getString("operation_id"),
                            Values.instant(advance, "from"), Values.instant(advance, "to")),
                    Values.metadata(document, "metadata"), document.getLong("v"),
                    Values.instant(document, "created_at"), Values.instant(document, "updated_at"));
        }
    }
}
