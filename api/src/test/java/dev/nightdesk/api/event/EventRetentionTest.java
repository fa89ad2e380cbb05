package dev.nightdesk.api.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    private static int days(TestAnswer answer) {
        return answer.json().path("event_retention_days").asInt();
    }
}
