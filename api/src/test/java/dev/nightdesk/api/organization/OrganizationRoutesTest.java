package dev.nightdesk.api.organization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.openapi.Contract;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrganizationRoutesTest {
    private static final String PATH = "/v1/organizations";
    private static TestNode node;
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
        client = node.workspace();
    }

    @Test
    void anOrganizationIsMadeReadChangedAndDeleted() {
        TestAnswer made = client.post(PATH, Contract.example("organization/create-request")).expect(201);
        String place = made.header("Location");
        assertEquals(PATH + "/" + made.id(), place);
        assertArrayEquals(made.body(), client.get(place).expect(200).body());

        TestAnswer changed = client.patch(place, made.etag(), "{\"tier\":null,\"metadata\":{\"a\":\"b\"}}").expect(200);
        assertEquals("\"v2\"", changed.etag());
        assertEquals("b", changed.text("metadata/a"));

        client.with("If-Match", changed.etag()).delete(place).expect(204);
        client.get(place).problem(404, "not_found");
    }

    @Test
    void aChangeThatChangesNothingKeepsTheVersion() {
        TestAnswer made = client.post(PATH, "{\"name\":\"Globex\"}").expect(201);
        TestAnswer same = client.patch(made.header("Location"), made.etag(), "{\"name\":\"Globex\"}").expect(200);
        assertEquals(made.etag(), same.etag());
    }

    @Test
    void aStalePatchAnswersTheCurrentTagAndAMissingOneIsAskedFor() {
        TestAnswer made = client.post(PATH, "{\"name\":\"Globex\"}").expect(201);
        String place = made.header("Location");
        client.patch(place, made.etag(), "{\"name\":\"Globex 2\"}").expect(200);
        TestAnswer stale = client.patch(place, made.etag(), "{\"name\":\"Globex 3\"}")
                .problem(412, "precondition_failed");
        assertEquals("\"v2\"", stale.etag());
        client.send("PATCH", place, "{\"name\":\"Globex 3\"}").problem(428, "precondition_required");
    }

    @Test
    void anExternalIdIsTakenOnce() {
        String id = client.post(PATH, "{\"name\":\"A\",\"external_id\":\"x\"}").expect(201).id();
        TestAnswer refused = client.post(PATH, "{\"name\":\"B\",\"external_id\":\"x\"}")
                .problem(409, "duplicate_external_id");
        assertEquals(id, refused.text("existing_id"));
        client.post(PATH, "{\"name\":\"C\"}").expect(201);
        client.post(PATH, "{\"name\":\"D\"}").expect(201);
    }

    @Test
    void allFaultsOfABodyAreToldAtOnce() {
        TestAnswer refused = client.post(PATH, "{\"name\":7,\"id\":\"org_1\",\"what\":1,\"tags\":[\"a\",\"a\"]}")
                .problem(400, "invalid_body");
        Set<String> faults = new HashSet<>();
        refused.json().get("errors").forEach(e -> faults.add(e.get("pointer").asText() + " " + e.get("code").asText()));
        assertEquals(Set.of("#/name type", "#/id read_only", "#/what unknown_field", "#/tags/1 duplicate"), faults);
    }

    @Test
    void aPostIsReplayedByItsKey() {
        TestAnswer first = client.key("k1").post(PATH, "{\"name\":\"Globex\"}").expect(201);
        TestAnswer second = client.key("\"k1\"").post(PATH, "{ \"name\" : \"Globex\" }").expect(201);
        assertArrayEquals(first.body(), second.body());
        assertEquals("true", second.header("Idempotent-Replayed"));
        assertEquals(first.etag(), second.etag());
        assertEquals(first.header("Location"), second.header("Location"));
        client.key("k1").post(PATH, "{\"name\":\"Other\"}").problem(422, "idempotency_key_reused");
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 5; i++) {
            client.post(PATH, "{\"name\":\"Org " + i + "\"}").expect(201);
        }
        Set<String> seen = new HashSet<>();
        TestAnswer page = client.get(PATH + "?limit=2").expect(200);
        int pages = 1;
        while (page.json().get("has_more").asBoolean()) {
            page.json().get("data").forEach(item -> seen.add(item.get("id").asText()));
            assertNotNull(page.header("Link"));
            page = client.get(PATH + "?limit=2&cursor=" + page.text("next_cursor")).expect(200);
            pages++;
        }
        page.json().get("data").forEach(item -> seen.add(item.get("id").asText()));
        assertEquals(3, pages);
        assertEquals(5, seen.size());
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        TestAnswer made = client.post(PATH, "{\"name\":\"Globex\"}").expect(201);
        TestClient other = node.workspace();
        other.get(made.header("Location")).problem(404, "not_found");
        other.patch(made.header("Location"), "*", "{\"name\":\"x\"}").problem(404, "not_found");
        assertEquals(0, other.get(PATH).expect(200).json().get("data").size());
    }
}
