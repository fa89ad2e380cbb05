package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.ConnectionString;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.support.CutWire;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many events to twenty endpoints of which five are hostile, on three nodes of which two lose their database half-way:
 * nothing may be missing at the other fifteen, and where order was asked for it must hold.
 * {@code -Dnightdesk.webhook.events=10000} is the full size.
 */
@Timeout(1_200)
class WebhookChaosTest {
    private static final int SIXTH = Integer.getInteger("nightdesk.webhook.events", 300) / 6;
    private static final int EVENTS = 6 * SIXTH;
    private static final int CONVERSATIONS = Math.clamp(EVENTS / 100, 20, 100);
    private static final int PATIENCE_SECONDS = 120 + EVENTS / 10;
    private static final int GOOD = 15;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;
    private final CountingReceivers receivers = new CountingReceivers();

    @Test
    void everyGoodEndpointGetsEveryEventWhileNodesDie() throws IOException {
        try (EmbeddedMongo database = EmbeddedMongo.open(folder, 0);
                RawReceiver hanging = RawReceiver.plain(call -> call.readRequest().hang());
                RawReceiver resetting = RawReceiver.plain(call -> call.readRequest().reset());
                RawReceiver endless = RawReceiver.plain(call -> call.readRequest()
                        .write("HTTP/1.1 200 OK\r\nX: ").writeForEver("abcdefghij"));
                TestNode node = start(database.connectionString())) {
            TestClient client = node.workspace();
            for (int i = 0; i < GOOD; i++) {
                endpoint(client, receivers.url("/good/" + i), i % 3 == 0);
            }
            for (String hostile : List.of(url(hanging), url(resetting), url(endless), receivers.url("/status/500"),
                    receivers.url("/status/302"))) {
                endpoint(client, hostile, false);
            }
            List<String> conversations = IntStream.range(0, CONVERSATIONS).mapToObj(i -> client.post(
                    "/v1/conversations", "{\"customer\":{\"name\":\"Ada\"}}").expect(201).id()).toList();
            write(client, conversations, 0, 2 * SIXTH);
            kill(database, client, conversations, 2 * SIXTH);
            kill(database, client, conversations, 4 * SIXTH);
            check(client);
        } finally {
            receivers.close();
        }
    }

    /** A second node takes part in the work and then loses its database, while others write and send. */
    private void kill(EmbeddedMongo database, TestClient client, List<String> conversations, int from) {
        CutWire wire = CutWire.to(new ConnectionString(database.connectionString()).getHosts().getFirst()
                .transform(host -> Integer.parseInt(host.substring(host.lastIndexOf(':') + 1))));
        try (TestNode doomed = start("mongodb://127.0.0.1:" + wire.port() + "/nightdesk")) {
            TestClient beside = doomed.as(client.credential());
            write(beside, conversations, from, SIXTH);
            wire.close();
            write(client, conversations, from + SIXTH, SIXTH);
        }
    }

    private static TestNode start(String uri) {
        return TestNode.start(Map.of("MONGODB_URI", uri, "WEBHOOKS_ALLOW_INSECURE", "true", "WEBHOOKS_SCHEDULE",
                "PT0S,PT0.5S,PT1S,PT5S,PT10S,PT20S,PT30S,PT60S,PT60S,PT60S", "WEBHOOKS_ANSWER_WITHIN", "PT2S",
                "WEBHOOKS_LEASE", "PT4S", "DATABASE_TIMEOUT", "PT10S"));
    }

    private static String url(RawReceiver receiver) {
        return "http://127.0.0.1:" + receiver.port() + "/";
    }

    private static void endpoint(TestClient client, String url, boolean ordered) {
        client.post("/v1/webhook-endpoints", "{\"url\":\"" + url + "\",\"event_types\":[\"message.created\"],"
                + "\"ordered\":" + ordered + "}").expect(201);
    }

    private static void write(TestClient client, List<String> conversations, int from, int count) {
        IntStream.range(from, from + count).parallel().forEach(i -> {
            TestClient keyed = client.key("message-" + i);
            String path = "/v1/conversations/" + conversations.get(i % conversations.size()) + "/messages";
            Eventually.becomes(() -> keyed.post(path, "{\"body\":\"" + i + "\"}").status() == 201);
        });
    }

    private void check(TestClient client) throws IOException {
        List<JsonNode> log = log(client);
        Set<String> ids = new HashSet<>();
        log.forEach(event -> ids.add(event.path("id").asText()));
        long until = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        int all = 0;
        for (int i = 0; i < GOOD; i++) {
            String path = "/good/" + i;
            while (!ids(path).equals(ids) && System.nanoTime() < until) {
                LockSupport.parkNanos(50_000_000);
            }
            assertEquals(ids.size(), ids(path).size(), path + " misses events");
            assertEquals(ids, ids(path));
            all += receivers.at(path).size();
            if (i % 3 == 0) {
                assertInOrder(path);
            }
        }
        int duplicates = all - GOOD * ids.size();
        System.out.printf("webhook chaos: %d events, %d deliveries, %d duplicates%n", ids.size(), all, duplicates);
        assertTrue(duplicates <= GOOD * ids.size() / 10, duplicates + " duplicates");
    }

    private Set<String> ids(String path) {
        Set<String> ids = new HashSet<>();
        receivers.at(path).forEach(arrival -> ids.add(arrival.id()));
        return ids;
    }

    /** The first arrivals of each conversation's events come in the order of the log. */
    private void assertInOrder(String path) throws IOException {
        Map<String, Long> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (CountingReceivers.Arrival arrival : receivers.at(path)) {
            JsonNode event = JSON.readTree(arrival.body());
            if (seen.add(arrival.id())) {
                long sequence = event.path("sequence").asLong();
                Long before = last.put(event.path("conversation_id").asText(), sequence);
                assertTrue(before == null || before < sequence, path + ": " + sequence + " came after " + before);
            }
        }
    }

    private static List<JsonNode> log(TestClient client) {
        List<JsonNode> log = new ArrayList<>();
        String after = "";
        long until = System.nanoTime() + 60_000_000_000L;
        while (log.size() < EVENTS && System.nanoTime() < until) {
            JsonNode page = client.get("/v1/events?types=message.created&limit=200" + after).expect(200).json();
            page.path("data").forEach(log::add);
            if (!page.path("data").isEmpty()) {
                after = "&after=" + log.getLast().path("id").asText();
            }
        }
        assertEquals(EVENTS, log.size());
        return log;
    }
}
