package dev.nightdesk.api.support;

import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.OutboxRelay;
import dev.nightdesk.api.platform.aggregate.Outboxes;
import dev.nightdesk.api.platform.auth.KeyRing;
import dev.nightdesk.api.platform.auth.Seal;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.idempotency.Idempotency;
import dev.nightdesk.api.platform.idempotency.IdempotencyStore;
import dev.nightdesk.api.platform.mongo.IdempotencyMapping;
import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.platform.mongo.MongoCompanionStore;
import dev.nightdesk.api.platform.mongo.MongoEventLog;
import dev.nightdesk.api.platform.mongo.MongoIdempotencyStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.OutboxMapping;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import java.time.Duration;

/** A database of its own for tests of stores and workers, without HTTP in front. */
public final class StoreRoom implements AutoCloseable {
    private static final String SECRET_KEY = "dGVzdC1zZWNyZXQta2V5LXRlc3Qtc2VjcmV0LWtleSE";

    private final TestClock clock = new TestClock();
    private final AutoCloseable owned;
    private final Mongo mongo;
    private final MongoRoom room;
    private final IdempotencyMapping records = new IdempotencyMapping(new Seal(KeyRing.of(SECRET_KEY)));
    private final OutboxMapping outboxes = new OutboxMapping(records);

    private StoreRoom(EmbeddedMongo engine, AutoCloseable owned) {
        this.owned = owned;
        this.mongo = Mongo.connect(engine.connectionString(), Duration.ofSeconds(5));
        this.room = new MongoRoom(mongo, outboxes, anotherRelay(), log(), clock);
    }

    /** What another node over the same database would deliver with; it watches over no store yet. */
    public OutboxRelay anotherRelay() {
        return new OutboxRelay(new MongoCompanionStore(mongo.database(), outboxes), log(), idempotencyRecords());
    }

    private EventLog log() {
        return new MongoEventLog(mongo.collection("events"));
    }

    /** Commands whose outboxes are emptied by the given room. */
    public Commands commands(Outboxes queue) {
        return new Commands(new Idempotency(idempotencyRecords(), clock), queue, Ids.secure());
    }

    private IdempotencyStore idempotencyRecords() {
        return new MongoIdempotencyStore(mongo, records);
    }

    /** A room with an empty database. */
    public static StoreRoom open() {
        EmbeddedMongo engine = EmbeddedMongo.open(TestFolder.make("room"), 0);
        return new StoreRoom(engine, engine);
    }

    /** A room with a database that belongs to the test. */
    public static StoreRoom over(EmbeddedMongo engine) {
        return new StoreRoom(engine, () -> { });
    }

    /** What stores are built from. */
    public MongoRoom room() {
        return room;
    }

    /** The room's time. */
    public TestClock clock() {
        return clock;
    }

    /** How many documents a collection holds. */
    public long count(String collection) {
        return mongo.collection(collection).countDocuments();
    }

    @Override
    public void close() {
        mongo.close();
        try {
            owned.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
