package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database: one works for an endpoint without a pause, the other is asked to change it. */
@Timeout(120)
class WebhookNodesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(20);

    @TempDir
    Path folder;
    private EmbeddedMongo database;
    private TestNode working;
    private TestNode other;
    private TestClient client;
    private Receiver receiver;
    private TestAnswer endpoint;
    private Thread writer;
    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final AtomicInteger written = new AtomicInteger();

    @BeforeEach
    void letOneNodeWork() {
        database = EmbeddedMongo.open(folder, 0);
        working = start();
        client = working.workspace();
        receiver = new Receiver();
        endpoint = client.post("/v1/webhook-endpoints", "{\"url\":\"" + receiver.url()
                + "\",\"event_types\":[\"organization.*\"]}").expect(201);
        writer = Thread.ofVirtual().start(this::write);
        Eventually.becomes(() -> receiver.requests().size() > 5);
        // Only now, so that the endpoint's lane is held by the one that works.
        other = start();
    }

    @AfterEach
    void close() throws InterruptedException {
        writing.set(false);
        writer.join();
        receiver.close();
        other.close();
        working.close();
        database.close();
    }

    @Test
    void anEndpointThatIsSwitchedOffAtOneNodeIsSoonLeftAloneByTheOther() {
        beside().patch(path(), "*", "{\"enabled\":false}").expect(200);
        soon(() -> lanes() == 0);
        int heard = receiver.requests().size();
        int from = written.get();
        Eventually.becomes(() -> written.get() > from + 50);
        assertEquals(heard, receiver.requests().size());
        beside().patch(path(), "*", "{\"enabled\":true}").expect(200);
        Eventually.becomes(() -> receiver.requests().size() > heard);
    }

    @Test
    void aSecretThatIsRotatedAtOneNodeSoonSignsAtTheOther() {
        beside().post(path() + "/rotate-secret", "").expect(200);
        // More than can be in flight, so that nothing begun before is still to come.
        soon(() -> signedBy(2) > 20);
        long once = signedBy(1);
        long twice = signedBy(2);
        Eventually.becomes(() -> signedBy(2) > twice + 20);
        assertEquals(once, signedBy(1), "signed without the new secret");
        assertEquals(1, lanes(), "the first node is the one that works");
    }

    private static void soon(BooleanSupplier condition) {
        long begun = System.nanoTime();
        Eventually.becomes(condition);
        long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        assertTrue(millis < SOON.toMillis(), "after " + millis + " ms");
    }

    private long signedBy(int secrets) {
        return receiver.requests().stream()
                .filter(request -> request.getHeader("webhook-signature").split(" ").length == secrets).count();
    }

    private TestNode start() {
        return TestNode.start(Map.of("MONGODB_URI", database.connectionString(), "WEBHOOKS_ALLOW_INSECURE", "true"));
    }

    private TestClient beside() {
        return other.as(client.credential());
    }

    private String path() {
        return "/v1/webhook-endpoints/" + endpoint.id();
    }

    /** For how many endpoints the first node works. */
    private int lanes() {
        return working.as(null).get("/metrics").expect(200).bodyText().lines()
                .filter(line -> line.startsWith("nightdesk_webhook_lanes"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    private void write() {
        for (int i = 0; writing.get(); i++) {
            client.post("/v1/organizations", "{\"name\":\"Globex " + i + "\"}").expect(201);
            written.incrementAndGet();
            LockSupport.parkNanos(BETWEEN_EVENTS.toNanos());
        }
    }
}
