package dev.nightdesk.api;

import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.OutboxQueue;
import dev.nightdesk.api.platform.aggregate.OutboxRelay;
import dev.nightdesk.api.platform.aggregate.RelayWorker;
import dev.nightdesk.api.platform.auth.KeyRing;
import dev.nightdesk.api.platform.auth.Seal;
import dev.nightdesk.api.platform.config.Configuration;
import dev.nightdesk.api.platform.config.LocalKeys;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.idempotency.Idempotency;
import dev.nightdesk.api.platform.idempotency.IdempotencyStore;
import dev.nightdesk.api.platform.mongo.IdempotencyMapping;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.platform.mongo.MongoCompanionStore;
import dev.nightdesk.api.platform.mongo.MongoEventLog;
import dev.nightdesk.api.platform.mongo.MongoIdempotencyStore;
import dev.nightdesk.api.platform.mongo.MongoRoom;
import dev.nightdesk.api.platform.mongo.OutboxMapping;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** What all features stand on, composed once: database, keys, ids, idempotency, event log, outboxes, commands. */
record Foundation(Optional<EmbeddedMongo> embedded, Mongo mongo, MongoRoom room, KeyRing keys, Seal seal,
        String platformKey, Ids ids, Cursors cursors, IdempotencyStore records, Idempotency idempotency,
        EventLog events, OutboxRelay relay, OutboxQueue queue, Commands commands) implements AutoCloseable {
    /** Where in the data folder the embedded database lives. */
    static final String DATABASE_FOLDER = "database";
    private static final Indexes EVENT_INDEXES = new Indexes().unique("w", "e").wherePresent("w", "c", "cn")
            .wherePresent("w", "c", "m").wherePresent("w", "p").wherePresent("k");
    private static final Indexes RECORD_INDEXES = new Indexes().on("expires_at");

    /**
     * Opens it.
     *
     * @param own the clock of this machine, by which an embedded database goes
     * @param common what the node goes by, which is to be the same for all nodes of the database
     */
    static Foundation open(Configuration configuration, InstantSource own, Function<Mongo, InstantSource> common) {
        KeyRing keys = KeyRing.of(configuration.secretKey()
                .orElseGet(() -> LocalKeys.read(configuration.data().resolve("secret.key"), "")));
        String platformKey = configuration.platformKey()
                .orElseGet(() -> LocalKeys.read(configuration.data().resolve("platform.key"), "ndp_"));
        Optional<EmbeddedMongo> embedded = configuration.mongodbUri().isPresent() ? Optional.empty()
                : Optional.of(EmbeddedMongo.open(configuration.data().resolve(DATABASE_FOLDER), 0).withTime(own));
        Mongo mongo = Mongo.connect(configuration.mongodbUri().orElseGet(() -> embedded.orElseThrow().connectionString()),
                configuration.databaseTimeout());
        return over(embedded, mongo, keys, platformKey, common.apply(mongo));
    }

    /** The same over a database that is open already. */
    static Foundation over(Optional<EmbeddedMongo> embedded, Mongo mongo, KeyRing keys, String platformKey,
            InstantSource clock) {
        EVENT_INDEXES.create(mongo.collection("events"));
        RECORD_INDEXES.create(mongo.collection("idempotency"));

        Seal seal = new Seal(keys);
        IdempotencyMapping mapping = new IdempotencyMapping(seal);
        OutboxMapping outboxes = new OutboxMapping(mapping);
        IdempotencyStore records = new MongoIdempotencyStore(mongo, mapping);
        EventLog events = new MongoEventLog(mongo.collection("events"));
        OutboxRelay relay = new OutboxRelay(new MongoCompanionStore(mongo.database(), outboxes), events, records);
        OutboxQueue queue = new OutboxQueue(relay);
        Ids ids = Ids.secure();
        Idempotency idempotency = new Idempotency(records, clock);
        return new Foundation(embedded, mongo, new MongoRoom(mongo, outboxes, relay, events, clock),
                keys, seal, platformKey, ids, new Cursors(keys, clock), records, idempotency, events, relay, queue,
                new Commands(idempotency, queue, ids));
    }

    RelayWorker relayWorker() {
        return new RelayWorker(relay);
    }

    @Override
    public void close() {
        mongo.close();
        embedded.ifPresent(EmbeddedMongo::close);
    }
}
