package dev.nightdesk.api.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditRoutesTest {
    private static final String PATH = "/v1/audit-entries";
    private static TestNode node;
    private TestAnswer workspace;
    private TestClient client;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeWorkspace() {
        workspace = node.platform().post("/v1/workspaces", "{\"name\":\"Acme\"}").expect(201);
        client = node.as(workspace.text("api_key"));
    }

    @Test
    void aChangeIsToldWithItsFieldsBeforeAndAfter() {
        TestAnswer changed = client.with("User-Agent", "x".repeat(600)).patch("/v1/workspace", workspace.etag(),
                "{\"name\":\"Acme 2\",\"retention\":\"P30D\",\"metadata\":{\"a\":\"b\"}}").expect(200);
        JsonNode entry = await(2, PATH).get(0);
        assertEquals("updateOwnWorkspace", entry.get("action").asText());
        assertEquals("api_key", entry.at("/actor/type").asText());
        assertEquals(workspace.id(), entry.at("/target/id").asText());
        assertEquals("workspace", entry.at("/target/type").asText());
        assertEquals(changed.header("Request-Id"), entry.get("request_id").asText());
        assertEquals("127.0.0.1", entry.at("/source/ip").asText());
        assertEquals(500, entry.at("/source/user_agent").asText().length());
        assertEquals("{\"name\":\"Acme\",\"retention\":null,\"metadata\":{}}", entry.get("before").toString());
        assertEquals("{\"name\":\"Acme 2\",\"retention\":\"PT720H\",\"metadata\":{\"a\":\"b\"}}",
                entry.get("after").toString());
    }

    @Test
    void aNewResourceHasNoBeforeAndSecretsAreNotTold() {
        JsonNode entry = await(1, PATH).get(0);
        assertEquals("createWorkspace", entry.get("action").asText());
        assertEquals("platform", entry.at("/actor/type").asText());
        assertTrue(entry.at("/actor/id").isNull());
        assertTrue(entry.get("before").isEmpty());
        assertEquals("Acme", entry.at("/after/name").asText());
        assertFalse(entry.toString().contains(workspace.text("api_key")));
    }

    @Test
    void whatChangesNothingOrIsRefusedIsNotTold() {
        client.patch("/v1/workspace", "*", "{\"name\":\"Acme\"}").expect(200);
        client.patch("/v1/workspace", "\"v9\"", "{\"name\":\"B\"}").problem(412, "precondition_failed");
        client.patch("/v1/workspace", "*", "{\"name\":\"C\"}").expect(200);
        assertEquals(2, await(2, PATH).size());
    }

    @Test
    void aFilterShowsOnlyWhatMatches() {
        client.patch("/v1/workspace", "*", "{\"name\":\"B\"}").expect(200);
        JsonNode all = await(2, PATH);
        String actor = all.get(0).at("/actor/id").asText();
        assertEquals(1, size(PATH + "?action=createWorkspace"));
        assertEquals(1, size(PATH + "?actor_id=" + actor));
        assertEquals(2, size(PATH + "?target_id=" + workspace.id()));
        assertEquals(0, size(PATH + "?target_id=" + actor));
        String at = all.get(0).get("created_at").asText();
        assertEquals(1, size(PATH + "?created_at%5Bgte%5D=" + at));
        assertEquals(0, size(PATH + "?created_at%5Bgt%5D=" + at));
        assertEquals(1, size(PATH + "?created_at%5Blt%5D=" + at));
        assertEquals(2, size(PATH + "?created_at%5Blte%5D=" + at));
        client.get(PATH + "?actor_id=nobody").problem(400, "invalid_parameter");
        client.get(PATH + "?created_at%5Bgte%5D=yesterday").problem(400, "invalid_parameter");
    }

    @Test
    void pagesRunFromTheNewestToTheOldest() {
        for (int i = 0; i < 4; i++) {
            client.patch("/v1/workspace", "*", "{\"name\":\"Acme " + i + "\"}").expect(200);
        }
        await(5, PATH);
        String until = "&created_at%5Blte%5D=" + node.clock().instant().plus(Duration.ofHours(1));
        List<String> times = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        TestAnswer page = client.get(PATH + "?limit=2" + until).expect(200);
        while (true) {
            page.json().get("data").forEach(entry -> {
                times.add(entry.get("created_at").asText());
                ids.add(entry.get("id").asText());
            });
            if (!page.json().get("has_more").asBoolean()) {
                break;
            }
            page = client.get(PATH + "?limit=2" + until + "&cursor=" + page.text("next_cursor")).expect(200);
        }
        assertEquals(5, ids.size());
        assertEquals(times.stream().map(Instant::parse).sorted((a, b) -> b.compareTo(a)).toList(),
                times.stream().map(Instant::parse).toList());
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        await(1, PATH);
        TestClient other = node.workspace();
        other.get(PATH).expect(200).json().get("data")
                .forEach(entry -> assertFalse(entry.toString().contains(workspace.id())));
    }

    private int size(String path) {
        return client.get(path).expect(200).json().get("data").size();
    }

    /** Entries come with the outbox, moments after the change. */
    private JsonNode await(int count, String path) {
        JsonNode data = client.get(path).expect(200).json().get("data");
        for (int i = 0; i < 5_000 && data.size() < count; i++) {
            Thread.onSpinWait();
            data = client.get(path).expect(200).json().get("data");
        }
        assertEquals(count, data.size());
        return data;
    }
}
