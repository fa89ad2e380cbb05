package dev.nightdesk.api.agenttoken;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.access.AccessNode.Tenant;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentTokenRoutesTest {
    private static final String KEY_SET = "/.well-known/jwks.json";
    private static AccessNode node;
    private Tenant tenant;
    private String agent;

    @BeforeAll
    static void startNode() {
        node = AccessNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeWorkspace() {
        tenant = node.workspace();
        agent = tenant.agent("ada", "agent");
    }

    @Test
    void aTokenSaysWhoseItIsAndEndsWhenTheAnswerSays() throws IOException {
        TestAnswer minted = mint(tenant.client(), agent, "{\"lifetime\":\"PT10M\"}").expect(201);
        JsonNode header = part(minted.text("token"), 0);
        JsonNode claims = part(minted.text("token"), 1);
        assertEquals("ES256", header.get("alg").asText());
        assertEquals("nd-agent+jwt", header.get("typ").asText());
        assertEquals(node.as(null).get(KEY_SET).expect(200).text("keys/0/kid"), header.get("kid").asText());
        assertEquals(tenant.id(), claims.get("iss").asText());
        assertEquals("nightdesk", claims.get("aud").asText());
        assertEquals(agent, claims.get("sub").asText());
        assertEquals(600, claims.get("exp").asLong() - claims.get("iat").asLong());
        assertEquals(Instant.parse(minted.text("expires_at")).getEpochSecond(), claims.get("exp").asLong());
        assertEquals(minted.header("Request-Id"), claims.get("jti").asText());
    }

    @Test
    void theAuditTellsWhoMadeWhichTokenAndNotTheToken() {
        TestAnswer minted = mint(tenant.client(), agent, "{}").expect(201);
        JsonNode entry = tenant.client().get("/v1/audit-entries?action=createAgentToken").expect(200).json()
                .get("data").get(0);
        assertEquals(agent, entry.get("target").get("id").asText());
        assertEquals(minted.header("Request-Id"), entry.get("after").get("token_id").asText());
        assertEquals(minted.text("expires_at"), entry.get("after").get("expires_at").asText());
        assertFalse(entry.toString().contains(minted.text("token")));
    }

    @Test
    void theScopesFollowFromThePresentRole() {
        TestClient client = node.as(tenant.agentToken(agent));
        client.get("/v1/organizations").expect(200);
        client.get("/v1/workspace").expect(200);
        client.post("/v1/organizations", "{\"name\":\"a\"}").problem(403, "insufficient_scope");
        client.get("/v1/api-keys").problem(403, "insufficient_scope");

        tenant.client().patch("/v1/agents/" + agent, "*", "{\"role\":\"admin\"}").expect(200);
        node.clock().advance(Duration.ofSeconds(3));
        client.post("/v1/organizations", "{\"name\":\"a\"}").expect(201);
        client.get("/v1/api-keys").expect(200);

        tenant.client().with("If-Match", "*").delete("/v1/agents/" + agent).expect(204);
        node.clock().advance(Duration.ofSeconds(3));
        client.get("/v1/organizations").problem(401, "invalid_credential");
    }

    @Test
    void aTokenEnds() {
        TestClient client = node.as(tenant.agentToken(agent));
        node.clock().advance(Duration.ofMinutes(15));
        client.get("/v1/organizations").expect(200);
        node.clock().advance(Duration.ofSeconds(62));
        client.get("/v1/organizations").problem(401, "invalid_credential");
    }

    @Test
    void oneToFifteenMinutesMayBeAskedFor() {
        mint(tenant.client(), agent, "{\"lifetime\":\"PT1M\"}").expect(201);
        mint(tenant.client(), agent, "{\"lifetime\":\"PT15M\"}").expect(201);
        mint(tenant.client(), agent, "{}").expect(201);
        mint(tenant.client(), agent, null).expect(201);
        for (String wrong : List.of("PT59.999S", "PT15M1S", "P1D", "PT0S", "-PT5M", "5 minutes")) {
            mint(tenant.client(), agent, "{\"lifetime\":\"" + wrong + "\"}").problem(400, "invalid_body");
        }
        mint(tenant.client(), agent, "{\"role\":\"admin\"}").problem(400, "invalid_body");
    }

    @Test
    void aTokenForAnAdminTakesAnAdmin() {
        String admin = tenant.agent("grace", "admin");
        TestClient writer = node.as(tenant.client().post("/v1/api-keys",
                "{\"name\":\"a\",\"scopes\":[\"agents:write\"]}").expect(201).text("secret"));
        mint(writer, agent, null).expect(201);
        mint(writer, admin, null).problem(403, "insufficient_scope");
        TestClient adminAgent = node.as(mint(tenant.client(), admin, null).expect(201).text("token"));
        mint(adminAgent, admin, null).expect(201);
        TestClient plainAgent = node.as(tenant.agentToken(agent));
        mint(plainAgent, agent, null).problem(403, "insufficient_scope");
        mint(plainAgent, "agt_00000000000000000000000000", null).problem(404, "not_found");
    }

    @Test
    void anAgentOfAnotherWorkspaceIsUnknown() {
        TestClient other = node.workspace().client();
        mint(other, agent, null).problem(404, "not_found");
        mint(other, "agt_00000000000000000000000000", null).problem(404, "not_found");
    }

    @Test
    void oneIdempotencyKeyMintsOneToken() throws Exception {
        List<Future<TestAnswer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 16; i++) {
                answers.add(threads.submit(() -> mint(tenant.client().key("k"), agent, "{}")));
            }
        }
        byte[] body = mint(tenant.client().key("k"), agent, "{}").expect(201).body();
        for (Future<TestAnswer> answer : answers) {
            if (answer.get().status() == 201) {
                assertArrayEquals(body, answer.get().body());
            } else {
                answer.get().problem(409, "idempotency_in_progress");
            }
        }
        assertFalse(Arrays.equals(body, mint(tenant.client().key("l"), agent, "{}").expect(201).body()));
    }

    @Test
    void allNodesShareOneKeyThoughBothMakeItAtOnce() throws Exception {
        try (AccessNode first = AccessNode.start(); TestNode second = first.beside()) {
            List<Future<TestAnswer>> sets = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < 8; i++) {
                    TestClient asked = i % 2 == 0 ? first.as(null) : second.as(null);
                    sets.add(threads.submit(() -> asked.get(KEY_SET).expect(200)));
                }
            }
            String id = sets.getFirst().get().text("keys/0/kid");
            for (Future<TestAnswer> set : sets) {
                assertEquals(1, set.get().json().get("keys").size());
                assertEquals(id, set.get().text("keys/0/kid"));
            }
            Tenant here = first.workspace();
            String token = here.agentToken(here.agent("ada", "agent"));
            second.as(token).get("/v1/organizations").expect(200);
        }
    }

    @Test
    void onlyThePublicHalfIsPublished() {
        TestAnswer set = node.as(null).get(KEY_SET).expect(200);
        List<String> members = new ArrayList<>();
        set.json().get("keys").get(0).fieldNames().forEachRemaining(members::add);
        assertEquals(List.of("alg", "crv", "kid", "kty", "use", "x", "y"), members.stream().sorted().toList());
        assertTrue(set.header("Cache-Control").contains("max-age=3600"));
    }

    private static TestAnswer mint(TestClient client, String agentId, String body) {
        return client.post("/v1/agents/" + agentId + "/tokens", body);
    }

    private static JsonNode part(String token, int index) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
    }
}
