package dev.nightdesk.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens on a whole node, with the customers and agents that it keeps. */
class TokensOfPeopleTest {
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
    void aCustomerWhoComesWithATokenIsMadeOnceAndOfWhatItSays() {
        TestAnswer secret = client.post("/v1/identity-secrets", "{\"name\":\"a\"}").expect(201);
        for (int i = 0; i < 3; i++) {
            node.as(token(secret, "user-7")).get("/v1/conversations").expect(200);
            node.clock().advance(Duration.ofSeconds(4));
        }
        TestAnswer found = client.get("/v1/customers?external_id=user-7").expect(200);
        assertEquals(1, found.json().get("data").size());
        assertEquals("Ada", found.text("data/0/name"));
        assertEquals("ada@example.com", found.text("data/0/email"));
    }

    @Test
    void aCustomerBeginsAConversationUntilItIsBlocked() {
        TestAnswer secret = client.post("/v1/identity-secrets", "{\"name\":\"a\"}").expect(201);
        TestClient customer = node.as(token(secret, "user-8"));
        customer.post("/v1/conversations", "{\"message\":{\"body\":\"Hello\"}}").expect(201);
        TestAnswer found = client.get("/v1/customers?external_id=user-8").expect(200);
        client.patch("/v1/customers/" + found.text("data/0/id"), "*", "{\"blocked\":true}").expect(200);
        node.clock().advance(Duration.ofSeconds(3));
        customer.post("/v1/conversations", "{\"message\":{\"body\":\"Hello\"}}").problem(403, "customer_blocked");
        assertEquals(1, customer.get("/v1/conversations").expect(200).json().get("data").size());
    }

    @Test
    void anAgentsTokenEndsWithTheAgent() {
        TestAnswer agent = client.post("/v1/agents", "{\"name\":\"Grace\",\"email\":\"grace@example.com\"}")
                .expect(201);
        TestClient caller = node.as(client.post("/v1/agents/" + agent.id() + "/tokens", null).expect(201)
                .text("token"));
        caller.get("/v1/agents/" + agent.id()).expect(200);
        caller.post("/v1/agents", "{\"name\":\"Eve\",\"email\":\"eve@example.com\"}")
                .problem(403, "insufficient_scope");
        client.with("If-Match", "*").delete("/v1/agents/" + agent.id()).expect(204);
        node.clock().advance(Duration.ofSeconds(3));
        caller.get("/v1/agents").problem(401, "invalid_credential");
        client.post("/v1/agents/" + agent.id() + "/tokens", null).problem(404, "not_found");
    }

    private String token(TestAnswer secret, String externalId) {
        Instant now = node.clock().instant();
        String workspaceId = client.get("/v1/workspace").expect(200).id();
        return TestToken.customer(workspaceId, secret.id(), now).claim("sub", externalId).claim("name", "Ada")
                .claim("email", "Ada@example.com").claim("locale", "en")
                .signed(TestToken.key(secret.text("secret")));
    }
}
