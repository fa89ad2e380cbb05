package dev.nightdesk.api.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.access.TestToken;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CustomerStreamTest {
    private AccessNode node;
    private TestNode streaming;
    private AccessNode.Tenant tenant;
    private AccessNode.IssuedSecret secret;
    private TestClient ada;
    private TestClient bob;

    /** Streams hang on another node than the one that is written to. */
    @BeforeEach
    void start() {
        node = AccessNode.start();
        streaming = node.beside();
        tenant = node.workspace();
        secret = tenant.secret();
        ada = node.as(TestToken.customer(tenant, secret).claim("sub", "ada").signed(secret));
        bob = node.as(TestToken.customer(tenant, secret).claim("sub", "bob").signed(secret));
    }

    @AfterEach
    void stop() {
        streaming.close();
        node.close();
    }

    @Test
    void aCustomerSeesPublicEventsOfOwnConversationsWithoutWhatTheDeskKeeps() {
        try (TestStream mine = TestStream.open(streaming, ada, "/v1/events/stream")) {
            String conversation = conversation(ada, "my question");
            conversation(bob, "a matter of Bob");
            TestClient desk = tenant.client();
            desk.patch("/v1/conversations/" + conversation, "*", "{\"tags\":[\"vip-secret\"],\"priority\":\"urgent\","
                    + "\"metadata\":{\"crm\":\"hidden-1\"}}").expect(200);
            desk.post("/v1/conversations/" + conversation + "/messages",
                    "{\"kind\":\"note\",\"body\":\"internal remark\"}").expect(201);
            desk.post("/v1/conversations/" + conversation + "/tags", "{\"add\":[\"tag-secret\"]}").expect(200);
            desk.post("/v1/conversations/" + conversation + "/messages", "{\"body\":\"the answer\"}").expect(201);
            desk.post("/v1/conversations/" + conversation + "/resolve", "{\"reason\":\"closed-reason\"}").expect(200);
            Eventually.becomes(() -> mine.types().contains("conversation.resolved"));
            assertEquals(List.of("conversation.created", "message.created", "conversation.updated", "message.created",
                    "conversation.resolved"), mine.types());
            String everything = mine.frames().toString();
            for (String canary : List.of("vip-secret", "urgent", "hidden-1", "internal remark", "tag-secret",
                    "closed-reason", "a matter of Bob", "req_")) {
                assertFalse(everything.contains(canary), canary);
            }
            assertTrue(everything.contains("my question") && everything.contains("the answer"));
        }
    }

    @Test
    void aResumedCustomerSeesTheSameAsOneWhoStayed() {
        try (TestStream stayed = TestStream.open(streaming, ada, "/v1/events/stream")) {
            String conversation = conversation(ada, "one");
            tenant.client().post("/v1/conversations/" + conversation + "/messages", "{\"body\":\"two\"}").expect(201);
            Eventually.becomes(() -> stayed.events().size() == 3);
            String first = stayed.events().getFirst().id();
            try (TestStream resumed = TestStream.open(streaming, ada, "/v1/events/stream?after=" + first)) {
                Eventually.becomes(() -> resumed.events().size() == 2);
                assertEquals(stayed.events().subList(1, 3), resumed.events());
            }
            try (TestStream ofOne = TestStream.open(streaming, ada,
                    "/v1/conversations/" + conversation + "/events/stream?after=" + first)) {
                Eventually.becomes(() -> ofOne.events().size() == 2);
                assertEquals(stayed.events().subList(1, 3), ofOne.events());
            }
        }
    }

    @Test
    void aCustomerIsToldThatSomebodyTypesAndNotWhat() {
        String conversation = conversation(ada, "hello");
        String path = "/v1/conversations/" + conversation + "/events/stream";
        TestClient agent = node.as(tenant.agentToken(tenant.agent("anna", "agent")));
        try (TestStream mine = TestStream.open(streaming, ada, path);
                TestStream desk = TestStream.open(streaming, agent, path)) {
            agent.post("/v1/conversations/" + conversation + "/typing", "{\"preview\":\"do not show\"}").expect(200);
            Eventually.becomes(() -> !mine.passing("conversation.typing").isEmpty());
            JsonNode typing = mine.passing("conversation.typing").getFirst().json();
            assertFalse(typing.has("preview"));
            assertEquals("agent", typing.at("/actor/type").asText());
            ada.post("/v1/conversations/" + conversation + "/typing", "{\"preview\":\"I want my mon\"}").expect(200);
            Eventually.becomes(() -> desk.passing("conversation.typing").stream()
                    .anyMatch(frame -> frame.json().path("preview").asText().equals("I want my mon")));
            Eventually.becomes(() -> mine.passing("conversation.presence").stream()
                    .anyMatch(frame -> frame.json().path("agent_ids").size() == 1));
        }
        TestClient stranger = bob;
        stranger.with("Accept", "text/event-stream").get(path).problem(404, "not_found");
    }

    @Test
    void aStreamEndsWithItsToken() {
        String token = TestToken.customer(tenant, secret).claim("sub", "ada")
                .claim("exp", streaming.clock().instant().getEpochSecond() + 600).signed(secret);
        try (TestStream mine = TestStream.open(streaming, node.as(token), "/v1/events/stream")) {
            streaming.clock().advance(Duration.ofSeconds(595));
            assertFalse(mine.ended());
            streaming.clock().advance(Duration.ofSeconds(6));
            long begun = System.nanoTime();
            Eventually.becomes(mine::ended);
            assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 5);
        }
    }

    private static String conversation(TestClient customer, String text) {
        return customer.post("/v1/conversations", "{\"message\":{\"body\":\"" + text + "\"}}").expect(201).id();
    }
}
