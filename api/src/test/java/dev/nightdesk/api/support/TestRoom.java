package dev.nightdesk.api.support;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.aggregate.OutboxRelay;
import dev.nightdesk.api.platform.aggregate.Outboxes;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.KeyRing;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.auth.Seal;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Query;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.idempotency.Idempotency;
import dev.nightdesk.api.platform.mongo.IdempotencyMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.platform.mongo.MongoCompanionStore;
import dev.nightdesk.api.platform.mongo.MongoEventLog;
import dev.nightdesk.api.platform.mongo.MongoIdempotencyStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.OutboxMapping;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A database and the rooms over it without threads: outboxes wait until a test delivers them, time is the test's. */
public final class TestRoom implements AutoCloseable {
    private final EmbeddedMongo database;
    private final Mongo mongo;
    private final OutboxRelay relay;
    private final MongoRoom room;
    private final Idempotency idempotency;
    private final Commands commands;
    private final Ids ids = Ids.secure();
    private Instant now = Instant.parse("2026-03-02T08:00:00Z");

    /** A room whose database lives in the folder. */
    public TestRoom(Path folder) {
        database = EmbeddedMongo.open(folder, 0);
        mongo = Mongo.connect(database.connectionString(), Duration.ofSeconds(10));
        new Indexes().unique("w", "e").create(mongo.collection("events"));
        IdempotencyMapping records = new IdempotencyMapping(
                new Seal(KeyRing.of("dGVzdC1zZWNyZXQta2V5LXRlc3Qtc2VjcmV0LWtleSE")));
        OutboxMapping outboxes = new OutboxMapping(records);
        var recordStore = new MongoIdempotencyStore(mongo, records);
        EventLog log = new MongoEventLog(mongo.collection("events"));
        relay = new OutboxRelay(new MongoCompanionStore(mongo.database(), outboxes), log, recordStore);
        room = new MongoRoom(mongo, outboxes, relay, log, this::now);
        idempotency = new Idempotency(recordStore, this::now);
        commands = new Commands(idempotency, new Forgetful(), ids);
    }

    /** What stores are built from. */
    public MongoRoom room() {
        return room;
    }

    public Commands commands() {
        return commands;
    }

    /** Its rules of idempotency keys. */
    public Idempotency idempotency() {
        return idempotency;
    }

    public Ids ids() {
        return ids;
    }

    /** The time that the test has set. */
    public Instant now() {
        return now;
    }

    /** Lets time pass. */
    public Instant pass(Duration duration) {
        now = now.plus(duration);
        return now;
    }

    /** Delivers all that outboxes hold; returns how many held something. */
    public int deliver() {
        return relay.runOnce(now.plusMillis(1));
    }

    /** A call as an administrator of the workspace makes it, now. */
    public Call call(Operation operation, String workspaceId) {
        Principal principal = workspaceId.equals(Principal.PLATFORM.workspaceId()) ? Principal.PLATFORM
                : new Principal(CallerKind.API_KEY, ids.next(ResourceType.API_KEY, now), workspaceId,
                        Set.of(Scope.ADMIN), null);
        return new Call(operation, principal, Map.of(), Query.parse(""), name -> List.of(), Map.of(), null,
                Optional.empty(), ids.next(ResourceType.REQUEST, now), "203.0.113.7", now);
    }

    /** A fresh id of a workspace, which need not exist for what a test does. */
    public String workspaceId() {
        return ids.next(ResourceType.WORKSPACE, now);
    }

    @Override
    public void close() {
        mongo.close();
        database.close();
    }

    /** As after a crash right behind the write: only the relay's search is left to find it. */
    private static final class Forgetful implements Outboxes {
        @Override
        public <T extends Aggregate> void owe(AggregateStore<T> store, Loaded<T> written) {
        }

        @Override
        public List<OutboxEntry> undelivered(String id, List<OutboxEntry> entries) {
            return entries;
        }
    }
}
