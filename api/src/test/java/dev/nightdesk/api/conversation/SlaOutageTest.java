package dev.nightdesk.api.conversation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.support.CutWire;
import dev.nightdesk.api.support.StoreRoom;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database is gone for the middle half of the time in which many deadlines fall due. Each is told once, none early,
 * and those that were due meanwhile as soon as it is back. {@code -Dnightdesk.sla.outage=10000} makes it 30 seconds of
 * a minute.
 */
class SlaOutageTest {
    private static final int COUNT = Integer.getInteger("nightdesk.sla.outage", 500);
    private static final Duration BETWEEN = Duration.ofMillis(6);
    private static final Duration LEAD = Duration.ofSeconds(4).plusMillis(COUNT * 3L);

    @TempDir
    Path folder;

    @Test
    void whatFellDueWithoutADatabaseIsToldOnceAsSoonAsItIsBack() throws InterruptedException {
        try (EmbeddedMongo database = EmbeddedMongo.open(folder, 0);
                StoreRoom room = StoreRoom.over(database);
                CutWire wire = CutWire.to(database.port())) {
            Map<String, String> settings = Map.of("MONGODB_URI", "mongodb://127.0.0.1:" + wire.port()
                    + "/?retryWrites=false", "DATABASE_TIMEOUT", "PT3S");
            try (TestNode first = TestNode.start(settings); TestNode second = TestNode.start(settings)) {
                TestClient client = first.workspace();
                PromisedConversations promised = new PromisedConversations(client,
                        new MongoConversationStore(room.room()), COUNT, LEAD, BETWEEN);
                Thread watch = promised.watch(second.as(client.credential()));

                promised.awaitShare(0.25);
                Instant gone = InstantSource.system().instant();
                wire.cut();
                promised.awaitShare(0.75);
                wire.mend();
                Instant back = InstantSource.system().instant();

                watch.join(Duration.ofMinutes(3));
                promised.check(client);
                assertTrue(promised.caughtUp(back).isAfter(back), "something fell due while it was gone");
                System.getLogger("deadlines").log(System.Logger.Level.INFO, "{0} deadlines, database gone for {1} ms:"
                        + " caught up {2} ms after its return; the others: {3}", COUNT,
                        Duration.between(gone, back).toMillis(),
                        Duration.between(back, promised.caughtUp(back)).toMillis(), PromisedConversations.inWords(
                                promised.lags(gone.minusSeconds(1), back.plusSeconds(5))));
            }
        }
    }
}
