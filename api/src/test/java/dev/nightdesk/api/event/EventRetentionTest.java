package dev.nightdesk.api.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestClock;
import dev.nightdesk.api.support.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a workspace keeps its events is for the workspace to say, within limits. */
class EventRetentionTest {
    private static final String PATH = "/v1/workspace";
    private static TestNode node;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Test
    void eventsAreKeptThirtyDaysUnlessTheWorkspaceSaysOtherwise() {
        TestClient client = node.workspace();
        assertEquals(30, days(client.get(PATH).expect(200)));
        assertEquals(90, days(client.patch(PATH, "*", "{\"event_retention_days\":90}").expect(200)));
        assertEquals(90, days(client.patch(PATH, "*", "{\"name\":\"Renamed\"}").expect(200)));
        TestAnswer made = node.platform().post("/v1/workspaces", "{\"name\":\"Brief\",\"event_retention_days\":1}")
                .expect(201);
        assertEquals(1, days(made));
    }

    @Test
    void fewerThanOneDayOrMoreThanNinetyAreRefused() {
        TestClient client = node.workspace();
        for (String days : new String[] {"0", "91", "1.5", "\"30\"", "null"}) {
            client.patch(PATH, "*", "{\"event_retention_days\":" + days + "}").expect(400);
        }
        assertEquals(30, days(client.get(PATH).expect(200)));
    }

    @Test
    void whoResumesAfterAnEventThatAShorterRetentionTookIsToldThatItExpired(@TempDir Path folder) {
        TestClock clock = new TestClock();
        try (EmbeddedMongo database = EmbeddedMongo.open(folder, 0)) {
            Map<String, String> settings = Map.of("MONGODB_URI", database.connectionString());
            String key;
            String old;
            try (TestNode before = TestNode.start(settings, clock)) {
                TestClient client = before.workspace();
                key = client.credential();
                client.post("/v1/organizations", "{\"name\":\"Old\"}").expect(201);
                Eventually.becomes(() -> events(client) == 1);
                old = client.get("/v1/events").text("data/0/id");
                clock.advance(Duration.ofHours(25));
                client.patch(PATH, "*", "{\"event_retention_days\":1}").expect(200);
                client.post("/v1/organizations", "{\"name\":\"New\"}").expect(201);
                Eventually.becomes(() -> events(client) == 2);
                client.get("/v1/events?after=" + old).expect(200);
            }
            // Whoever purges begins with it when a node starts.
            try (TestNode after = TestNode.start(settings, clock)) {
                TestClient client = after.as(key);
                Eventually.becomes(() -> events(client) == 1);
                client.get("/v1/events?after=" + old).problem(410, "event_expired");
                client.get("/v1/events/stream?after=" + old).problem(410, "event_expired");
                client.with("Last-Event-ID", old).get("/v1/events/stream").problem(410, "event_expired");
            }
        }
    }

    @Test
    void messagesAreKeptLongerThanTheEventsThatToldOfThem(@TempDir Path folder) {
        TestClock clock = new TestClock();
        try (EmbeddedMongo database = EmbeddedMongo.open(folder, 0)) {
            Map<String, String> settings = Map.of("MONGODB_URI", database.connectionString());
            String key;
            String messages;
            String secret;
            String thread;
            try (TestNode before = TestNode.start(settings, clock)) {
                TestClient client = before.workspace();
                key = client.credential();
                String customer = client.post("/v1/customers", "{\"name\":\"Ada\"}").expect(201).id();
                messages = client.post("/v1/conversations", "{\"customer_id\":\"" + customer + "\"}").expect(201)
                        .header("Location") + "/messages";
                client.post(messages, "{\"body\":\"first\",\"metadata\":{\"b\":\"1\",\"a\":\"2\"}}").expect(201);
                secret = client.post(messages, "{\"body\":\"a secret\",\"kind\":\"note\"}").expect(201)
                        .header("Location");
                client.patch(PATH, "*", "{\"event_retention_days\":1}").expect(200);
                Eventually.becomes(() -> events(client) == 4);
                thread = client.get(messages).expect(200).bodyText();
                clock.advance(Duration.ofHours(25));
                client.post("/v1/organizations", "{\"name\":\"New\"}").expect(201);
                Eventually.becomes(() -> events(client) == 5);
            }
            try (TestNode after = TestNode.start(settings, clock)) {
                TestClient client = after.as(key);
                Eventually.becomes(() -> events(client) == 1);
                assertEquals(thread, client.get(messages).expect(200).bodyText());
                assertEquals("a secret", client.get(secret).expect(200).text("body"));
                client.post(secret + "/redact", "{}").expect(200);
                assertEquals("", client.get(secret).expect(200).text("body"));
            }
        }
    }

    private static int events(TestClient client) {
        return client.get("/v1/events").expect(200).json().path("data").size();
    }

    private static int days(TestAnswer answer) {
        return answer.json().path("event_retention_days").asInt();
    }
}
