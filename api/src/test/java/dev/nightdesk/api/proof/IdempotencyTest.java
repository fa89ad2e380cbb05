package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.http.Method;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.RawConnection;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.api.support.Together;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One key, one execution: whatever the network, the caller and other nodes do meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyTest {
    private static final String CUSTOMERS = "/v1/customers";
    private static final int AT_ONCE = 40;
    private static final Set<Integer> RECORDED = Set.of(404, 409, 412, 422);
    private AccessNode node;
    private AccessNode.Tenant tenant;
    private TestClient client;

    @BeforeAll
    void start() {
        node = AccessNode.start();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void makeWorkspace() {
        tenant = node.workspace();
        client = tenant.client();
    }

    /** All operations of workspaces that take a key. */
    static Stream<Operation> operations() {
        return Stream.of(Operation.values()).filter(operation -> operation.callers().contains(CallerKind.API_KEY)
                && (operation.method() == Method.POST || operation.method() == Method.PATCH));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theSecondAnswerIsTheFirstOneAgainAndNothingElseHappens(Operation operation) {
        FurnishedWorkspace workspace = new FurnishedWorkspace(node, "twice");
        String path = workspace.path(operation);
        var body = workspace.body(operation);
        TestClient keyed = workspace.key().key("k-" + operation.id());
        TestAnswer first = FurnishedWorkspace.send(keyed, operation, path, body);
        Map<String, String> after = DatabaseDigest.of(node, workspace.workspaceId());
        TestAnswer second = FurnishedWorkspace.send(keyed, operation, path, body);
        assertTrue(first.status() < 300 || RECORDED.contains(first.status()), first.bodyText());
        assertNull(first.header("Idempotent-Replayed"));
        assertEquals("true", second.header("Idempotent-Replayed"));
        assertEquals(first.status(), second.status());
        assertArrayEquals(first.body(), second.body());
        assertEquals(first.etag(), second.etag());
        assertEquals(first.header("Location"), second.header("Location"));
        DatabaseDigest.assertUnchanged(after, node, workspace.workspaceId());
    }

    @Test
    void aKeyServesOneRequestAndAnotherUnderItDoesNothing() {
        client.key("k").post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(201);
        Map<String, String> before = DatabaseDigest.of(node, tenant.id());
        client.key("k").post(CUSTOMERS, "{\"name\":\"Adb\"}").problem(422, "idempotency_key_reused");
        client.key("k").post("/v1/organizations", "{\"name\":\"Ada\"}").problem(422, "idempotency_key_reused");
        DatabaseDigest.assertUnchanged(before, node, tenant.id());
    }

    /** Writing the same JSON in another way makes no other request. */
    @Test
    void spacesAndTheOrderOfFieldsMakeNoOtherRequest() {
        String made = client.key("k").post(CUSTOMERS, "{\"name\":\"Ada\",\"tier\":\"gold\"}").expect(201).id();
        assertEquals(made, client.key("k").post(CUSTOMERS, "{ \"tier\" : \"go\\u006cd\", \"name\":\"Ada\" }").id());
    }

    @Test
    void manyAtOnceOnThreeNodesAreOneExecution() {
        try (TestNode second = node.beside(); TestNode third = node.beside()) {
            List<TestClient> clients = List.of(client, second.as(client.credential()), third.as(client.credential()));
            List<TestAnswer> answers = Together.run(AT_ONCE, i -> clients.get(i % 3).key("k").post(CUSTOMERS, "{\"name\":\"Ada\"}"));
            Set<String> ids = new TreeSet<>();
            int executed = 0;
            for (TestAnswer answer : answers) {
                if (answer.status() == 409) {
                    assertEquals("1", answer.problem(409, "idempotency_in_progress").header("Retry-After"));
                } else {
                    ids.add(answer.expect(201).id());
                    executed += answer.header("Idempotent-Replayed") == null ? 1 : 0;
                }
            }
            assertEquals(1, ids.size());
            assertTrue(executed <= 1, () -> "executed more than once");
            clients.forEach(one -> Eventually.becomes(() -> "true".equals(one.key("k")
                    .post(CUSTOMERS, "{\"name\":\"Ada\"}").header("Idempotent-Replayed"))));
            assertEquals(1, client.get(CUSTOMERS).json().path("data").size());
            assertEquals(List.of("customer.created"), eventTypes());
        }
    }

    @Test
    void manyAppendsAtOnceUnderOneKeyAreOneMessage() {
        String conversation = conversation();
        try (TestNode second = node.beside()) {
            List<TestClient> clients = List.of(client, second.as(client.credential()));
            List<TestAnswer> answers = Together.run(AT_ONCE, i -> clients.get(i % 2).key("k").post(conversation + "/messages",
                    "{\"body\":\"Once\"}"));
            Set<String> ids = new TreeSet<>();
            answers.forEach(answer -> ids.add(answer.expect(201).id()));
            assertEquals(1, ids.size());
            assertEquals(1, client.get(conversation + "/messages").json().path("data").size());
        }
    }

    /** The request is on its way when its caller hangs up; whether it was done must not depend on who hears of it. */
    @Test
    void whoHangsUpBeforeTheAnswerFindsItByTheKey() {
        for (int attempt = 0; attempt < 20; attempt++) {
            String body = "{\"name\":\"Ada " + attempt + "\"}";
            try (RawConnection connection = node.node().connect()) {
                connection.send("POST " + CUSTOMERS + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + client.credential() + "\r\nContent-Type: application/json\r\nIdempotency-Key: cut-" + attempt
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
            TestClient keyed = client.key("cut-" + attempt);
            List<String> made = new ArrayList<>();
            Eventually.becomes(() -> {
                TestAnswer answer = keyed.post(CUSTOMERS, body);
                made.add(answer.id());
                return answer.status() == 201;
            });
            assertEquals(made.getLast(), keyed.post(CUSTOMERS, body).expect(201).id());
            int expected = attempt + 1;
            Eventually.becomes(() -> client.get(CUSTOMERS + "?limit=200").json().path("data").size() == expected);
        }
    }

    /** What says nothing about the request itself is not remembered. */
    @Test
    void aRefusalThatMayPassIsTriedAnew() {
        client.key("a").post(CUSTOMERS, "{\"name\":7}").problem(400, "invalid_body");
        client.key("a").post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(201);
        node.as("nd_live_none_none").key("b").post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(401);
        client.key("b").post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(201);
        client.with("Content-Type", "text/plain").key("c").post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(415);
        client.key("c").post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(201);
        TestClient reader = node.as(client.post("/v1/api-keys", "{\"name\":\"R\",\"scopes\":[\"customers:read\"]}")
                .text("secret"));
        reader.key("d").post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(403);
    }

    @Test
    void aRateThatIsUsedUpIsNotRemembered() {
        try (TestNode slow = TestNode.start(Map.of("MONGODB_URI", node.connectionString(), "RATE_KEY", "5"))) {
            TestClient hasty = slow.as(client.credential());
            List<TestAnswer> answers = Together.run(AT_ONCE, i -> hasty.key("rate-" + i).post(CUSTOMERS, "{\"name\":\"Ada\"}"));
            long refused = answers.stream().filter(answer -> answer.status() == 429).count();
            assertTrue(refused > AT_ONCE / 2, () -> refused + " were refused");
            slow.clock().advance(Duration.ofSeconds(2));
            int first = answers.indexOf(answers.stream().filter(answer -> answer.status() == 429).findFirst().get());
            TestAnswer retried = hasty.key("rate-" + first).post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(201);
            assertNull(retried.header("Idempotent-Replayed"));
        }
    }

    /** A refusal by a rule of business is the outcome of the request, and stays it. */
    @Test
    void aRefusalForGoodIsRemembered() {
        client.post(CUSTOMERS, "{\"external_id\":\"x\"}").expect(201);
        TestAnswer first = client.key("k").post(CUSTOMERS, "{\"external_id\":\"x\"}").expect(409);
        TestAnswer second = client.key("k").post(CUSTOMERS, "{\"external_id\":\"x\"}").expect(409);
        assertArrayEquals(first.body(), second.body());
        assertEquals("true", second.header("Idempotent-Replayed"));
    }

    @Test
    void eachPrincipalAndEachWorkspaceHasKeysOfItsOwn() {
        TestClient sameWorkspace = node.as(client.post("/v1/api-keys", "{\"name\":\"B\",\"scopes\":[\"admin\"]}")
                .text("secret"));
        TestClient other = node.workspace().client();
        Set<String> ids = new TreeSet<>();
        for (TestClient one : List.of(client, sameWorkspace, other)) {
            TestAnswer answer = one.key("k").post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(201);
            assertNull(answer.header("Idempotent-Replayed"));
            ids.add(answer.id());
        }
        assertEquals(3, ids.size());
    }

    @Test
    void aKeyIsKeptForADayAndIsThenFree() {
        try (AccessNode own = AccessNode.start()) {
            TestClient here = own.workspace().client();
            String first = here.key("k").post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(201).id();
            own.clock().advance(Duration.ofHours(23).plusMinutes(59));
            TestAnswer replayed = here.key("k").post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(201);
            assertEquals(first, replayed.id());
            assertEquals("true", replayed.header("Idempotent-Replayed"));
            own.clock().advance(Duration.ofMinutes(2));
            TestAnswer fresh = here.key("k").post(CUSTOMERS, "{\"name\":\"Bob\"}").expect(201);
            assertNotEquals(first, fresh.id());
        }
    }

    /** An append is not replayed from the memory of the conversation after its time either. */
    @Test
    void aKeyOfAnAppendIsFreeAfterADay() {
        try (AccessNode own = AccessNode.start()) {
            TestClient here = own.workspace().client();
            String conversation = here.post("/v1/conversations", "{\"customer\":{\"name\":\"Ada\"}}").expect(201)
                    .header("Location") + "/messages";
            String first = here.key("k").post(conversation, "{\"body\":\"Hello\"}").expect(201).id();
            own.clock().advance(Duration.ofHours(24).plusMinutes(1));
            assertNotEquals(first, here.key("k").post(conversation, "{\"body\":\"Hello\"}").expect(201).id());
        }
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        Map<String, String> before = DatabaseDigest.of(node, tenant.id());
        client.key("k".repeat(256)).post(CUSTOMERS, "{}").problem(400, "invalid_idempotency_key");
        client.key("a").key("b").post(CUSTOMERS, "{}").problem(400, "invalid_idempotency_key");
        for (String key : List.of("", "a b", "a\tb", "\u00e4", "\"\"", "a\u0001", "a\u007f")) {
            try (RawConnection connection = node.node().connect()) {
                TestAnswer answer = connection.send(("POST " + CUSTOMERS + " HTTP/1.1\r\nHost: localhost\r\n"
                        + "Authorization: Bearer " + client.credential() + "\r\nContent-Type: application/json\r\n"
                        + "Idempotency-Key: " + key + "\r\nContent-Length: 2\r\n\r\n{}")
                        .getBytes(StandardCharsets.ISO_8859_1)).answer();
                assertEquals(400, answer.status(), key);
            }
        }
        DatabaseDigest.assertUnchanged(before, node, tenant.id());
    }

    private String conversation() {
        return client.post("/v1/conversations", "{\"customer\":{\"name\":\"Ada\"}}").expect(201).header("Location");
    }

    private List<String> eventTypes() {
        List<String> types = new ArrayList<>();
        Eventually.becomes(() -> {
            types.clear();
            client.get("/v1/events").json().path("data").forEach(event -> types.add(event.path("type").asText()));
            return !types.isEmpty();
        });
        return types;
    }
}
