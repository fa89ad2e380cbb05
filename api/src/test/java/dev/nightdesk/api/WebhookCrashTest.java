package dev.nightdesk.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.support.CrashingDatabase;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestClock;
import dev.nightdesk.api.webhook.CountingReceivers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Webhooks of nodes that die, or that their database does not answer, at a chosen point. */
@Timeout(180)
class WebhookCrashTest {
    /** Of deliveries 30 s, of lanes and of the reading of the log 10 s. */
    private static final Duration LEASES = Duration.ofSeconds(30);
    private static final Duration OUTBOXES_ARE_DUE = Duration.ofSeconds(3);
    private static final String ENDPOINTS = "/v1/webhook-endpoints";
    private static final String ENABLED = "{\"enabled\":true}";

    private final CrashingDatabase database = new CrashingDatabase();
    private final Mongo mongo = Mongo.connect(database.connectionString(), Duration.ofSeconds(10));
    private TestClock clock;
    private CountingReceivers receivers;
    private String workspaceId;

    @BeforeEach
    void begin() {
        database.live();
        database.empty();
        clock = new TestClock();
        receivers = new CountingReceivers();
        try (RestingNode operator = node("platform")) {
            workspaceId = CrashRun.text(operator.send("POST", "/v1/workspaces", "{\"name\":\"Crash\"}", null), "id");
        }
    }

    @AfterEach
    void end() {
        receivers.close();
        mongo.close();
        database.close();
    }

    @Test
    void aConversationInOrderGoesOnWithinTheLeasesWhereverTheNodeDies() {
        int death = 0;
        while (dies(death)) {
            death++;
            receivers.close();
            begin();
        }
        assertTrue(death > 10, () -> "only so few writes: " + database.writes());
    }

    /** Four messages of one conversation; whether the first node died before all were through. */
    private boolean dies(int death) {
        try (RestingNode node = node(workspaceId)) {
            messages(node, true);
        }
        clock.advance(OUTBOXES_ARE_DUE);
        Instant begun = clock.instant();
        boolean died;
        try (RestingNode first = node(workspaceId)) {
            database.live(death);
            Eventually.becomes(() -> database.dead() || goesOn(first));
            died = database.dead();
        }
        if (died) {
            clock.advance(LEASES.plus(OUTBOXES_ARE_DUE));
            database.live();
            try (RestingNode next = node(workspaceId)) {
                Eventually.becomes(() -> goesOn(next));
            }
        }
        assertTrue(clock.instant().isBefore(begun.plusSeconds(59)), "else the put off come up by themselves");
        assertEquals(List.of("1", "2", "3", "4"), receivers.at("/hook").stream()
                .map(arrival -> arrival.body().replaceAll(".*\"body\":\"(.)\".*", "$1")).distinct().toList(),
                "dead after " + death);
        return died;
    }

    /** A round of the workers, as far as the database lives; whether all is written down as delivered. */
    private boolean goesOn(RestingNode node) {
        try {
            node.round();
        } catch (RuntimeException failure) {
            assertTrue(database.dead(), failure::toString);
        }
        return deliveries("SUCCEEDED") == 4;
    }

    @Test
    void whatWasClaimedAndCannotBeReadIsGivenBackAtOnce() {
        try (RestingNode node = node(workspaceId)) {
            messages(node, false);
            clock.advance(OUTBOXES_ARE_DUE);
            database.refuse(1, "events", "$in");
            Instant begun = clock.instant();
            Eventually.becomes(() -> goesOn(node));
            assertEquals(0, database.refusals(), "nothing was refused");
            assertTrue(clock.instant().isBefore(begun.plus(LEASES)), "else the leases have run out");
            assertEquals(4, receivers.at("/hook").size());
        }
    }

    @Test
    void aChangeThatIsStoredIsAnsweredSoThoughTheDatabaseGoesBeforeAnybodyIsTold() {
        try (RestingNode node = node(workspaceId)) {
            String path = endpoint(node, "\"enabled\":false").headers().get("Location");
            node.send("PATCH", path, ENABLED, null);
            for (int death = 1; death <= 4; death++) {
                node.send("PATCH", path, "{\"enabled\":false}", null);
                Eventually.becomes(this::laneIsGivenBack);
                lanes().updateOne(new Document(), Updates.set("failing_since", new Date()));
                database.live(death);
                if (death == 1) {
                    assertThrows(RuntimeException.class, () -> node.send("PATCH", path, ENABLED, null),
                            "the write itself was not answered");
                } else {
                    assertEquals(200, node.send("PATCH", path, ENABLED, null).status());
                    assertTrue(database.dead(), "nobody was to be told");
                    database.live();
                    node.round();
                    assertFalse(lanes().find().first().containsKey("failing_since"), "dead after " + death);
                }
                database.live();
            }
        }
    }

    private RestingNode node(String workspace) {
        return new RestingNode(mongo, clock, workspace, Map.of("NIGHTDESK_WEBHOOKS_ALLOW_INSECURE", "true"));
    }

    private void messages(RestingNode node, boolean ordered) {
        endpoint(node, "\"ordered\":" + ordered);
        String conversation = node.send("POST", "/v1/conversations",
                "{\"customer\":{\"name\":\"Ada\"},\"message\":{\"body\":\"1\"}}", null).headers().get("Location");
        for (int i = 2; i <= 4; i++) {
            node.send("POST", conversation + "/messages", "{\"body\":\"" + i + "\"}", null);
        }
    }

    private Answer endpoint(RestingNode node, String more) {
        return node.send("POST", ENDPOINTS, "{\"url\":\"" + receivers.url("/hook")
                + "\",\"event_types\":[\"message.created\"]," + more + "}", null);
    }

    private boolean laneIsGivenBack() {
        Document lane = lanes().find().first();
        return lane.get("fence").equals(lane.get("returned_fence"));
    }

    private MongoCollection<Document> lanes() {
        return database.client().getDatabase("nightdesk").getCollection("webhook_lanes");
    }

    private long deliveries(String state) {
        return database.client().getDatabase("nightdesk").getCollection("webhook_deliveries")
                .countDocuments(new Document("state", state));
    }
}
