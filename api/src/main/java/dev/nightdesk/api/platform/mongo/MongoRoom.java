package dev.nightdesk.api.platform.mongo;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.aggregate.OutboxRelay;
import dev.nightdesk.api.platform.event.EventLog;
import java.time.InstantSource;

/**
 * What every store of aggregates is built from.
 *
 * @param mongo the connection
 * @param outboxes how outboxes are stored; stores of companions add their mappings here
 * @param relay what watches over the outboxes
 * @param log where the events of outboxes end
 * @param clock real time
 */
public record MongoRoom(Mongo mongo, OutboxMapping outboxes, OutboxRelay relay, EventLog log,
        InstantSource clock) {
    /** Aggregates in a collection, with its indexes made and its outboxes watched. */
    public <T extends Aggregate> MongoAggregates<T> aggregates(String collection, DocumentMapping<T> mapping,
            Indexes indexes) {
        indexes.wherePresent("pending_at").create(mongo.collection(collection));
        MongoAggregates<T> aggregates = new MongoAggregates<>(mongo.collection(collection), mongo.lookAhead(), mapping,
                outboxes, log, clock);
        relay.watch(aggregates);
        return aggregates;
    }
}
