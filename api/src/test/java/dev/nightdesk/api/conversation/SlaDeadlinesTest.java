package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.support.StoreRoom;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P-3: many deadlines close together, two nodes over one database, of which one restarts and one has its clock set
 * back. Each breach is told once, at its instant and never before it. {@code -Dnightdesk.sla.deadlines=10000} makes it
 * the whole minute.
 */
class SlaDeadlinesTest {
    private static final int COUNT = Integer.getInteger("nightdesk.sla.deadlines", 1_000);
    private static final Duration BETWEEN = Duration.ofMillis(6);
    private static final Duration LEAD = Duration.ofSeconds(5).plusMillis(COUNT * 3L);

    @TempDir
    Path folder;

    @Test
    void eachDeadlineIsToldOnceAndNeverEarly() throws InterruptedException {
        try (EmbeddedMongo database = EmbeddedMongo.open(folder, 0);
                StoreRoom room = StoreRoom.over(database)) {
            Map<String, String> settings = Map.of("MONGODB_URI", database.connectionString());
            try (TestNode steady = TestNode.start(settings)) {
                TestNode restarted = TestNode.start(settings);
                TestClient client = steady.workspace();
                PromisedConversations promised = new PromisedConversations(client,
                        new MongoConversationStore(room.room()), COUNT, LEAD, BETWEEN);
                Thread watch = promised.watch(client);

                promised.awaitShare(1 / 3.0);
                restarted.close();
                restarted = TestNode.start(settings);
                promised.awaitShare(2 / 3.0);
                steady.clock().advance(Duration.ofSeconds(-10));

                watch.join(Duration.ofMinutes(3));
                promised.check(client);
                restarted.close();
                System.getLogger("deadlines").log(System.Logger.Level.INFO, "{0} deadlines, {1}", COUNT,
                        PromisedConversations.inWords(promised.lags(Instant.MAX, Instant.MAX)));
            }
        }
    }
}
