package dev.nightdesk.api;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.mongo.Mongo;
import dev.nightdesk.api.support.CrashingDatabase;
import dev.nightdesk.api.support.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was accepted is there for whoever asks next, on any node, however long its outbox waits. */
class OwnWritesTest {
    private static final String WORKSPACE = "wsp_01KJPX6P1RYV5AVVZFF84C0CMM";

    @Test
    void aMessageIsReadBeforeItHasLeftItsOutbox() {
        TestClock clock = new TestClock();
        try (CrashingDatabase database = new CrashingDatabase();
                Mongo mongo = Mongo.connect(database.connectionString(), Duration.ofSeconds(10));
                RestingNode writer = new RestingNode(mongo, clock, WORKSPACE);
                RestingNode reader = new RestingNode(mongo, clock, WORKSPACE)) {
            String customer = writer.send("POST", "/v1/customers", "{\"name\":\"Ada\"}", null).headers()
                    .get("Location");
            String id = customer.substring(customer.lastIndexOf('/') + 1);
            String conversation = writer.send("POST", "/v1/conversations", "{\"customer_id\":\"" + id
                    + "\",\"message\":{\"body\":\"First\"}}", null).headers().get("Location");
            String message = writer.send("POST", conversation + "/messages", "{\"body\":\"Second\"}", null).headers()
                    .get("Location");
            for (RestingNode node : new RestingNode[] {writer, reader}) {
                String thread = text(node.send("GET", conversation + "/messages", "", null));
                assertTrue(thread.contains("First") && thread.contains("Second"), thread);
                assertTrue(text(node.send("GET", message, "", null)).contains("Second"));
            }
        }
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
