package dev.nightdesk.api.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
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

class AgentRoutesTest {
    private static final String PATH = "/v1/agents";
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
    void anAgentIsMadeReadChangedAndDeleted() {
        TestAnswer made = client.post(PATH, Contract.example("agent/create-request")).expect(201);
        String place = made.header("Location");
        assertEquals(PATH + "/" + made.id(), place);
        assertEquals("agent", made.text("role"));
        assertArrayEquals(made.body(), client.get(place).expect(200).body());
        client.with("If-None-Match", made.etag()).get(place).expect(304);

        TestAnswer changed = client.patch(place, made.etag(), Contract.example("agent/update-request")).expect(200);
        assertEquals("\"v2\"", changed.etag());
        assertEquals("[\"en\",\"de\",\"fr\"]", changed.json().get("languages").toString());
        TestAnswer cleared = client.patch(place, changed.etag(), "{\"time_zone\":null,\"external_id\":null}")
                .expect(200);
        assertEquals("null", cleared.json().get("time_zone").toString());

        client.with("If-Match", changed.etag()).delete(place).problem(412, "precondition_failed");
        client.with("If-Match", cleared.etag()).delete(place).expect(204);
        client.get(place).problem(404, "not_found");
        client.with("If-Match", "*").delete(place).problem(404, "not_found");
    }

    @Test
    void anEmailAddressIsTakenOnceWhateverItsCase() {
        String id = make("Mira", "Mira@Acme.example.com").id();
        TestAnswer refused = client.post(PATH, "{\"name\":\"Other\",\"email\":\"mira@ACME.example.com\"}")
                .problem(409, "duplicate_email");
        assertEquals(id, refused.text("existing_id"));
        TestAnswer jonas = make("Jonas", "jonas@acme.example.com");
        client.patch(PATH + "/" + jonas.id(), "*", "{\"email\":\"MIRA@acme.example.com\"}")
                .problem(409, "duplicate_email");
        node.workspace().post(PATH, "{\"name\":\"Mira\",\"email\":\"mira@acme.example.com\"}").expect(201);
        client.with("If-Match", "*").delete(PATH + "/" + id).expect(204);
        make("Mira again", "mira@acme.example.com");
    }

    @Test
    void anExternalIdIsTakenOnce() {
        String id = client.post(PATH, "{\"name\":\"A\",\"email\":\"a@x.example.com\",\"external_id\":\"7\"}")
                .expect(201).id();
        TestAnswer refused = client.post(PATH, "{\"name\":\"B\",\"email\":\"b@x.example.com\",\"external_id\":\"7\"}")
                .problem(409, "duplicate_external_id");
        assertEquals(id, refused.text("existing_id"));
    }

    @Test
    void allFaultsOfABodyAreToldAtOnce() {
        TestAnswer refused = client.post(PATH, "{\"name\":\" \",\"email\":\"nobody\",\"role\":\"owner\","
                + "\"time_zone\":\"Mars/Base\",\"languages\":[\"e\",\"de\"],\"skills\":[]}")
                .problem(400, "invalid_body");
        Set<String> faults = new HashSet<>();
        refused.json().get("errors").forEach(e -> faults.add(e.get("pointer").asText() + " " + e.get("code").asText()));
        assertEquals(Set.of("#/name too_short", "#/email format", "#/role enum", "#/time_zone format",
                "#/languages/0 format", "#/skills unknown_field"), faults);
        client.post(PATH, "{\"name\":\"A\"}").problem(400, "invalid_body");
        TestAnswer made = make("A", "a@x.example.com");
        client.patch(PATH + "/" + made.id(), "*", "{\"email\":null}").problem(400, "invalid_body");
    }

    @Test
    void languagesAreKeptInTheirCanonicalCaseBestFirst() {
        TestAnswer made = client.post(PATH,
                "{\"name\":\"A\",\"email\":\"a@x.example.com\",\"languages\":[\"PT-br\",\"EN\"]}").expect(201);
        assertEquals("[\"pt-BR\",\"en\"]", made.json().get("languages").toString());
    }

    @Test
    void onlyAnAdministratorMakesChangesOrDeletesAdministrators() {
        TestClient writer = node.as(client.post("/v1/api-keys",
                "{\"name\":\"Writer\",\"scopes\":[\"agents:read\",\"agents:write\"]}").expect(201).text("secret"));
        writer.post(PATH, "{\"name\":\"A\",\"email\":\"a@x.example.com\",\"role\":\"admin\"}")
                .problem(403, "insufficient_scope");
        String agent = writer.post(PATH, "{\"name\":\"A\",\"email\":\"a@x.example.com\"}").expect(201).id();
        writer.patch(PATH + "/" + agent, "*", "{\"role\":\"admin\"}").problem(403, "insufficient_scope");
        client.patch(PATH + "/" + agent, "*", "{\"role\":\"admin\"}").expect(200);
        writer.patch(PATH + "/" + agent, "*", "{\"role\":\"agent\"}").problem(403, "insufficient_scope");
        writer.patch(PATH + "/" + agent, "*", "{\"name\":\"B\"}").expect(200);
        writer.with("If-Match", "*").delete(PATH + "/" + agent).problem(403, "insufficient_scope");
        client.with("If-Match", "*").delete(PATH + "/" + agent).expect(204);
    }

    @Test
    void aListIsFilteredAndGoesFromTheNewestToTheOldest() {
        String first = make("A", "a@x.example.com").id();
        String second = client.post(PATH,
                "{\"name\":\"B\",\"email\":\"b@x.example.com\",\"external_id\":\"7\",\"role\":\"admin\"}")
                .expect(201).id();
        assertEquals(second + " " + first, ids(PATH));
        assertEquals(first, ids(PATH + "?email=A@x.example.com"));
        assertEquals(second, ids(PATH + "?external_id=7"));
        assertEquals(second, ids(PATH + "?role=admin"));
        assertEquals("", ids(PATH + "?role=admin&email=a@x.example.com"));
        client.get(PATH + "?role=owner").problem(400, "invalid_parameter");
        TestAnswer page = client.get(PATH + "?limit=1").expect(200);
        assertEquals(first, ids(PATH + "?limit=1&cursor=" + page.text("next_cursor")));
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        String place = PATH + "/" + make("A", "a@x.example.com").id();
        TestClient other = node.workspace();
        other.get(place).problem(404, "not_found");
        other.patch(place, "*", "{\"name\":\"x\"}").problem(404, "not_found");
        other.with("If-Match", "*").delete(place).problem(404, "not_found");
        assertEquals(0, other.get(PATH).expect(200).json().get("data").size());
    }

    @Test
    void eachChangeIsAudited() {
        String id = make("A", "a@x.example.com").id();
        client.patch(PATH + "/" + id, "*", "{\"name\":\"B\"}").expect(200);
        client.with("If-Match", "*").delete(PATH + "/" + id).expect(204);
        JsonNode data = client.get("/v1/audit-entries?target_id=" + id).expect(200).json().get("data");
        for (int i = 0; i < 5_000 && data.size() < 3; i++) {
            data = client.get("/v1/audit-entries?target_id=" + id).expect(200).json().get("data");
        }
        assertEquals("deleteAgent", data.get(0).get("action").asText());
        assertEquals("B", data.get(0).at("/before/name").asText());
        assertEquals("{\"name\":\"A\"}", data.get(1).get("before").toString());
        assertEquals("{\"name\":\"B\"}", data.get(1).get("after").toString());
        assertEquals("createAgent", data.get(2).get("action").asText());
        assertFalse(data.get(2).get("after").isEmpty());
    }

    private TestAnswer make(String name, String email) {
        return client.post(PATH, "{\"name\":\"" + name + "\",\"email\":\"" + email + "\"}").expect(201);
    }

    private String ids(String path) {
        StringBuilder ids = new StringBuilder();
        client.get(path).expect(200).json().get("data")
                .forEach(agent -> ids.append(ids.isEmpty() ? "" : " ").append(agent.get("id").asText()));
        return ids.toString();
    }
}
