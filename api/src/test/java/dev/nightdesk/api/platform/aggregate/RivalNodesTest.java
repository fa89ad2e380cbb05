package dev.nightdesk.api.platform.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.organization.MongoOrganizationStore;
import dev.nightdesk.api.organization.Organization;
import dev.nightdesk.api.organization.OrganizationFields;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoEventLog;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.StoreRoom;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes change the same few aggregates as fast as they can. Their writes share trips, so that most trips hold some
 * that come too late, and outboxes are emptied all the while; yet each change is made once and told of once.
 */
class RivalNodesTest {
    private static final String WORKSPACE = "wsp_01KJPX6P1RYV5AVVZFF84C0CMM";
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final int AGGREGATES = 8;
    private static final int CHANGES = 1_200;

    /** A node's way to the database. */
    private record Node(StoreRoom room, OutboxQueue queue, AggregateStore<Organization> store, Commands commands) {
        static Node over(EmbeddedMongo engine) {
            StoreRoom room = StoreRoom.over(engine);
            OutboxQueue queue = new OutboxQueue(room.room().relay());
            return new Node(room, queue.start(), new MongoOrganizationStore(room.room()), room.commands(queue));
        }

        boolean change(String id) {
            return commands.apply(store, WORKSPACE, id, NOW, organization -> Optional.of(Effect
                    .of(organization.update(fields("Again " + organization.version()), NOW), null)
                    .event(EventDraft.of("organization.updated", "{}"))));
        }

        void close() {
            queue.close();
            room.close();
        }
    }

    @Test
    void eachChangeIsMadeOnceAndToldOfOnce(@TempDir Path folder) throws Exception {
        try (EmbeddedMongo engine = EmbeddedMongo.open(folder, 0)) {
            Node one = Node.over(engine);
            new Indexes().unique("w", "e").create(one.room().room().mongo().collection("events"));
            Node other = Node.over(engine);
            for (int i = 0; i < AGGREGATES; i++) {
                one.commands().make(one.store(), Effect.of(Organization.create(id(i), WORKSPACE, fields("First"), NOW),
                        null).event(EventDraft.of("organization.created", "{}")), NOW, Actor.SYSTEM);
            }
            long changed = race(List.of(one, other));
            long versions = 0;
            for (int i = 0; i < AGGREGATES; i++) {
                versions += one.store().find(WORKSPACE, id(i)).orElseThrow().value().version();
            }
            assertEquals(AGGREGATES + changed, versions);
            MongoEventLog log = new MongoEventLog(one.room().room().mongo().collection("events"));
            Eventually.becomes(() -> log.end(WORKSPACE) == AGGREGATES + changed);
            other.close();
            one.close();
        }
    }

    /** How many changes were said to have been made; who is beaten fifty times in a row gives up. */
    private static long race(List<Node> nodes) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> changes = new ArrayList<>();
            for (int i = 0; i < CHANGES; i++) {
                Node node = nodes.get(i % 2);
                String id = id(i / 2 % AGGREGATES);
                changes.add(callers.submit(() -> node.change(id)));
            }
            long changed = 0;
            for (Future<Boolean> change : changes) {
                changed += change.get() ? 1 : 0;
            }
            return changed;
        }
    }

    private static String id(int number) {
        return "org_01KJPX6P1RYV5AVVZFF84C0CM" + number;
    }

    private static OrganizationFields fields(String name) {
        return new OrganizationFields(name, null, List.of(), null, Map.of(), List.of(), Map.of());
    }
}
