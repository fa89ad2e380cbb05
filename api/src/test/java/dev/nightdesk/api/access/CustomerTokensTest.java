package dev.nightdesk.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.access.AccessNode.IssuedSecret;
import dev.nightdesk.api.access.AccessNode.Tenant;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerTokensTest {
    private static final String CONVERSATIONS = "/v1/conversations";
    private static AccessNode node;
    private Tenant tenant;
    private IssuedSecret secret;

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
        secret = tenant.secret();
    }

    @Test
    void severalSecretsAreGoodAtOnceUntilTheyAreRevoked() {
        IssuedSecret second = tenant.secret();
        String old = TestToken.customer(tenant, secret).signed(secret);
        String young = TestToken.customer(tenant, second).signed(second);
        node.as(old).get(CONVERSATIONS).expect(200);
        node.as(young).get(CONVERSATIONS).expect(200);
        tenant.client().post("/v1/identity-secrets/" + secret.id() + "/revoke", null).expect(200);
        node.as(old).get(CONVERSATIONS).problem(401, "invalid_credential");
        node.as(young).get(CONVERSATIONS).expect(200);
    }

    @Test
    void anotherNodeBelievesARevokedSecretForThreeSecondsAtMost() {
        try (TestNode second = node.beside()) {
            String token = TestToken.customer(tenant, secret).signed(secret);
            second.as(token).get(CONVERSATIONS).expect(200);
            tenant.client().post("/v1/identity-secrets/" + secret.id() + "/revoke", "{}").expect(200);
            second.clock().advance(Duration.ofSeconds(3));
            second.as(token).get(CONVERSATIONS).problem(401, "invalid_credential");
        }
    }

    @Test
    void anUnknownCustomerIsMadeWhereTheWorkspaceSaysSo() {
        node.as(TestToken.customer(tenant, secret).claim("sub", "new").signed(secret)).get(CONVERSATIONS).expect(200);

        Tenant closed = node.workspace("{\"name\":\"Closed\",\"create_customers_from_tokens\":false}");
        IssuedSecret issued = closed.secret();
        String token = TestToken.customer(closed, issued).claim("sub", "new").signed(issued);
        node.as(token).get(CONVERSATIONS).problem(401, "invalid_credential");
        closed.client().post("/v1/customers", "{\"external_id\":\"new\"}").expect(201);
        node.as(token).get(CONVERSATIONS).expect(200);
    }

    @Test
    void aBlockedCustomerReadsAndDoesNotWrite() {
        String blocked = conversationOf("blocked", true);
        String other = conversationOf("other", false);
        TestClient client = node.as(TestToken.customer(tenant, secret).claim("sub", "blocked").signed(secret));
        client.get(blocked).expect(200);
        client.post(blocked + "/messages", "{\"body\":\"Hello\"}").problem(403, "customer_blocked");
        client.post(blocked + "/typing", "{}").problem(403, "customer_blocked");
        client.post(CONVERSATIONS, "{\"message\":{\"body\":\"Hello\"}}").problem(403, "customer_blocked");
        client.post(other + "/typing", "{}").problem(404, "not_found");
        node.as(TestToken.customer(tenant, secret).claim("sub", "other").signed(secret))
                .post(other + "/typing", "{}").expect(200);
    }

    private String conversationOf(String externalId, boolean blocked) {
        String id = tenant.client().post("/v1/customers",
                "{\"external_id\":\"" + externalId + "\",\"blocked\":" + blocked + "}").expect(201).id();
        return tenant.client().post(CONVERSATIONS, "{\"customer_id\":\"" + id + "\"}").expect(201)
                .header("Location");
    }

    @Test
    void theLastUseOfASecretIsTold() {
        String place = "/v1/identity-secrets/" + secret.id();
        assertTrue(tenant.client().get(place).expect(200).json().get("last_used_at").isNull());
        node.as(TestToken.customer(tenant, secret).signed(new byte[32])).get(CONVERSATIONS).expect(401);
        assertTrue(tenant.client().get(place).expect(200).json().get("last_used_at").isNull());

        node.as(TestToken.customer(tenant, secret).signed(secret)).get(CONVERSATIONS).expect(200);
        String first = tenant.client().get(place).expect(200).text("last_used_at");
        node.clock().advance(Duration.ofSeconds(20));
        node.as(TestToken.customer(tenant, secret).signed(secret)).get(CONVERSATIONS).expect(200);
        assertEquals(first, tenant.client().get(place).expect(200).text("last_used_at"));
        node.clock().advance(Duration.ofSeconds(60));
        node.as(TestToken.customer(tenant, secret).signed(secret)).get(CONVERSATIONS).expect(200);
        assertTrue(tenant.client().get(place).expect(200).text("last_used_at").compareTo(first) > 0);
        assertEquals("\"v1\"", tenant.client().get(place).expect(200).etag());
    }
}
