package dev.nightdesk.api.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole nodes, real HTTP to receivers, a schedule of fractions of a second. */
@Timeout(120)
class WebhookDeliveriesTest {
    private static final String SCHEDULE = "PT0S,PT0.2S,PT0.2S,PT0.2S,PT0.2S,PT0.2S,PT0.2S,PT0.2S,PT0.2S,PT0.2S";
    private static TestNode node;
    private TestClient client;
    private Receiver receiver;

    @BeforeAll
    static void startNode() {
        node = TestNode.start(Map.of("WEBHOOKS_ALLOW_INSECURE", "true", "WEBHOOKS_SCHEDULE", SCHEDULE,
                "WEBHOOKS_ANSWER_WITHIN", "PT2S", "WEBHOOKS_LEASE", "PT4S"));
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeWorkspace() {
        client = node.workspace();
        receiver = new Receiver();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void onlyWhatTheFilterLetsThroughIsSent() {
        endpoint("\"message.*\"");
        conversation("Hello");
        client.post("/v1/organizations", "{\"name\":\"Globex\"}").expect(201);
        log(4);
        Eventually.becomes(() -> receiver.requests().size() == 1);
        assertTrue(receiver.requests().getFirst().getBodyAsString().contains("\"type\":\"message.created\""));
    }

    @Test
    void anEndpointHearsNothingOfWhatWasBeforeIt() {
        client.post("/v1/organizations", "{\"name\":\"Before\"}").expect(201);
        log(1);
        endpoint("\"organization.*\"");
        client.post("/v1/organizations", "{\"name\":\"After\"}").expect(201);
        Eventually.becomes(() -> !receiver.requests().isEmpty());
        assertTrue(receiver.requests().getFirst().getBodyAsString().contains("After"));
    }

    @Test
    void afterSixFailuresTheSeventhAttemptCarriesTheSameIdAndBytes() {
        receiver.inTurn(status(500), status(404), status(302).withHeader("Location", receiver.url() + "/elsewhere"),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                status(503).withHeader("Retry-After", "garbage"), ok("thanks"));
        endpoint("\"organization.*\"");
        client.post("/v1/organizations", "{\"name\":\"Globex\"}").expect(201);
        JsonNode delivery = delivery("succeeded");
        assertEquals(7, receiver.everything(), "a redirect is never followed");
        Set<String> ids = new HashSet<>();
        for (LoggedRequest request : receiver.requests()) {
            ids.add(request.getHeader("webhook-id"));
            assertArrayEquals(receiver.requests().getFirst().getBody(), request.getBody());
        }
        assertEquals(Set.of(delivery.path("event_id").asText()), ids);
        assertEquals(7, delivery.path("attempt_count").asInt());
        List<String> failures = new ArrayList<>();
        delivery.path("attempts").forEach(attempt -> failures.add(attempt.path("failure").asText("none")));
        assertEquals(List.of("server_error", "client_error", "redirect", "connection_lost", "malformed_answer",
                "server_error", "none"), failures);
        assertEquals("thanks", delivery.at("/attempts/6/response_excerpt").asText());
        assertEquals(200, delivery.at("/attempts/6/status").asInt());
    }

    @Test
    void afterTenFailuresADeliveryIsGivenUpAndCanBeSentAgain() {
        receiver.always(status(500));
        endpoint("\"organization.*\"");
        client.post("/v1/organizations", "{\"name\":\"Globex\"}").expect(201);
        JsonNode failed = delivery("failed");
        assertEquals(10, failed.path("attempt_count").asInt());
        assertDelaysKeepTheSchedule(failed);
        receiver.always(ok());
        TestAnswer again = client.post("/v1/webhook-deliveries/" + failed.path("id").asText() + "/resend", "")
                .expect(200);
        assertEquals("waiting", again.text("state"));
        JsonNode sent = delivery("succeeded");
        assertEquals(11, sent.path("attempt_count").asInt());
        assertEquals(failed.path("event_id"), sent.path("event_id"));
    }

    @Test
    void retryAfterPostponesTheNextAttempt() {
        receiver.inTurn(status(429).withHeader("Retry-After", "120"), ok());
        endpoint("\"organization.*\"");
        client.post("/v1/organizations", "{\"name\":\"Globex\"}").expect(201);
        JsonNode waiting = delivery("waiting", 1);
        Instant next = Instant.parse(waiting.path("next_attempt_at").asText());
        Instant first = Instant.parse(waiting.at("/attempts/0/started_at").asText());
        assertFalse(next.isBefore(first.plusSeconds(120)));
        assertEquals(1, receiver.requests().size());
        node.clock().advance(Duration.ofSeconds(121));
        delivery("succeeded");
        assertEquals(2, receiver.requests().size());
    }

    @Test
    void aReceiverThatIsGoneIsSwitchedOffAtOnce() {
        receiver.always(status(410));
        TestAnswer made = endpoint("\"organization.*\",\"webhook_endpoint.*\"");
        Eventually.becomes(() -> !read(made).path("enabled").asBoolean());
        assertEquals("gone", read(made).path("disabled_reason").asText());
        Eventually.becomes(() -> client.get("/v1/events?types=webhook_endpoint.disabled").expect(200).json()
                .path("data").size() == 1);
        JsonNode audit = client.get("/v1/audit-entries?action=disableWebhookEndpoint").expect(200).json();
        assertEquals("system", audit.at("/data/0/actor/type").asText());
        int heard = receiver.requests().size();
        client.post("/v1/organizations", "{\"name\":\"Globex\"}").expect(201);
        log(3);
        assertEquals(heard, receiver.requests().size());
    }

    @Test
    void fiveDaysWithoutASuccessSwitchAnEndpointOff() {
        receiver.always(status(500));
        TestAnswer made = endpoint("\"organization.*\"");
        client.post("/v1/organizations", "{\"name\":\"One\"}").expect(201);
        delivery("failed");
        assertTrue(read(made).path("enabled").asBoolean());
        assertFalse(read(made).path("failing_since").isNull());
        node.clock().advance(Duration.ofHours(120));
        client.post("/v1/organizations", "{\"name\":\"Two\"}").expect(201);
        Eventually.becomes(() -> !read(made).path("enabled").asBoolean());
        assertEquals("failing", read(made).path("disabled_reason").asText());

        receiver.always(ok());
        client.patch("/v1/webhook-endpoints/" + made.id(), "*", "{\"enabled\":true}").expect(200);
        assertTrue(read(made).path("failing_since").isNull());
        Eventually.becomes(() -> deliveries("?state=succeeded").size() == 1);
    }

    @Test
    void oneSuccessOpensTheWindowAnew() {
        receiver.inTurn(status(500), ok(), status(500), ok());
        TestAnswer made = endpoint("\"organization.*\"");
        client.post("/v1/organizations", "{\"name\":\"One\"}").expect(201);
        Eventually.becomes(() -> deliveries("?state=succeeded").size() == 1);
        node.clock().advance(Duration.ofHours(121));
        client.post("/v1/organizations", "{\"name\":\"Two\"}").expect(201);
        Eventually.becomes(() -> deliveries("?state=succeeded").size() == 2);
        assertTrue(read(made).path("enabled").asBoolean());
        Eventually.becomes(() -> read(made).path("failing_since").isNull());
    }

    @Test
    void aTestEventGoesToItsEndpointWhateverTheFilter() {
        TestAnswer made = endpoint("\"agent.deleted\"");
        TestAnswer test = client.post("/v1/webhook-endpoints/" + made.id() + "/test", "").expect(201);
        Eventually.becomes(() -> receiver.requests().size() == 1);
        String body = receiver.requests().getFirst().getBodyAsString();
        assertTrue(body.contains("\"type\":\"webhook_endpoint.tested\"") && body.contains(made.id()), body);
        assertEquals(test.text("event_id"), receiver.requests().getFirst().getHeader("webhook-id"));
        client.get("/v1/events?after=" + test.text("event_id")).problem(400, "invalid_event_id");
        Eventually.becomes(() -> client.get(test.header("Location")).expect(200).text("state").equals("succeeded"));
    }

    @Test
    void aThinEndpointGetsIdsAndLinksOnly() {
        client.post("/v1/webhook-endpoints", "{\"url\":\"" + receiver.url()
                + "\",\"event_types\":[\"message.created\"],\"payload\":\"thin\"}").expect(201);
        conversation("a secret matter");
        Eventually.becomes(() -> receiver.requests().size() == 1);
        String body = receiver.requests().getFirst().getBodyAsString();
        assertFalse(body.contains("a secret matter"), body);
        assertTrue(body.contains("\"thin\":true") && body.contains("\"links\""), body);
    }

    @Test
    void whatIsRedactedBeforeARetryReachesNobody() {
        receiver.always(status(429).withHeader("Retry-After", "600"));
        endpoint("\"message.created\"");
        String conversation = conversation("my card is 4111");
        JsonNode waiting = delivery("waiting", 1);
        String message = client.get("/v1/conversations/" + conversation + "/messages").expect(200).text("data/0/id");
        client.post("/v1/conversations/" + conversation + "/messages/" + message + "/redact", "{}").expect(200);
        Eventually.becomes(() -> !client.get("/v1/events?types=message.created").expect(200).bodyText()
                .contains("4111"));
        receiver.always(ok());
        node.clock().advance(Duration.ofSeconds(601));
        delivery("succeeded");
        LoggedRequest last = receiver.requests().getLast();
        assertEquals(waiting.path("event_id").asText(), last.getHeader("webhook-id"));
        assertTrue(receiver.requests().stream().anyMatch(one -> one.getBodyAsString().contains("4111")));
        assertTrue(receiver.requests().stream().anyMatch(one -> !one.getBodyAsString().contains("4111")));
    }

    @Test
    void eventsSinceAnInstantAreReplayedWithTheSameIds() {
        Instant since = node.clock().instant().minusSeconds(1);
        client.post("/v1/organizations", "{\"name\":\"Before\"}").expect(201);
        log(1);
        TestAnswer made = endpoint("\"organization.*\"");
        client.post("/v1/organizations", "{\"name\":\"After\"}").expect(201);
        Eventually.becomes(() -> receiver.requests().size() == 1);
        Eventually.becomes(() -> deliveries("?state=succeeded").size() == 1);
        TestAnswer replay = client.post("/v1/webhook-endpoints/" + made.id() + "/replay",
                "{\"since\":\"" + since + "\"}").expect(202);
        Eventually.becomes(() -> client.get(replay.header("Location")).expect(200).json().path("done").asBoolean());
        Eventually.becomes(() -> receiver.requests().size() == 3);
        assertEquals(2, received().size());
        client.post("/v1/webhook-endpoints/" + made.id() + "/replay",
                "{\"since\":\"" + since + "\",\"undelivered_only\":true}").expect(202);
        Eventually.becomes(() -> deliveries("?state=succeeded").size() == 2);
        assertEquals(3, receiver.requests().size());
    }

    @Test
    void aConversationThatFailsHoldsBackOnlyItself() {
        receiver.always(ok());
        client.post("/v1/webhook-endpoints", "{\"url\":\"" + receiver.url()
                + "\",\"event_types\":[\"message.created\"],\"ordered\":true}").expect(201);
        String stuck = conversation("stuck 0");
        Eventually.becomes(() -> receiver.requests().size() == 1);
        receiver.always(status(429).withHeader("Retry-After", "300"));
        reply(stuck, "stuck 1");
        Eventually.becomes(() -> receiver.requests().size() == 2);
        receiver.always(ok());
        reply(stuck, "stuck 2");
        reply(stuck, "stuck 3");
        String free = conversation("free 0");
        reply(free, "free 1");
        Eventually.becomes(() -> bodies().stream().filter(body -> body.contains("free")).count() == 2);
        assertEquals(0, bodies().stream().filter(body -> body.contains("stuck 2")).count());
        node.clock().advance(Duration.ofSeconds(301));
        Eventually.becomes(() -> bodies().stream().anyMatch(body -> body.contains("stuck 3")));
        List<String> order = client.get("/v1/webhook-endpoints").expect(200).json().path("data").isEmpty() ? List.of()
                : bodies().stream().filter(body -> body.contains("stuck")).map(body -> body.replaceAll(
                        ".*\"(stuck \\d)\".*", "$1")).toList();
        assertEquals(List.of("stuck 0", "stuck 1", "stuck 1", "stuck 2", "stuck 3"), order);
    }

    @Test
    void anEndpointThatHangsDelaysNoOther() throws Exception {
        try (RawReceiver hanging = RawReceiver.plain(call -> call.readRequest().hang())) {
            client.post("/v1/webhook-endpoints", "{\"url\":\"http://127.0.0.1:" + hanging.port()
                    + "/\",\"event_types\":[\"organization.*\"]}").expect(201);
            endpoint("\"organization.*\"");
            for (int i = 0; i < 60; i++) {
                client.post("/v1/organizations", "{\"name\":\"" + i + "\"}").expect(201);
            }
            Eventually.becomes(() -> receiver.requests().size() == 60);
            assertTrue(hanging.connections() >= 10, "the other one hangs with all it may have in flight");
        }
    }

    @Test
    void whatWasMeantForADeletedEndpointGoesWithIt() {
        receiver.always(status(500));
        TestAnswer made = endpoint("\"organization.*\"");
        client.post("/v1/organizations", "{\"name\":\"Globex\"}").expect(201);
        JsonNode delivery = delivery("waiting", 1);
        client.with("If-Match", "*").delete("/v1/webhook-endpoints/" + made.id()).expect(204);
        Eventually.becomes(() -> client.get("/v1/webhook-deliveries/" + delivery.path("id").asText()).status() == 404);
    }

    private TestAnswer endpoint(String types) {
        return client.post("/v1/webhook-endpoints", "{\"url\":\"" + receiver.url() + "\",\"event_types\":[" + types
                + "]}").expect(201);
    }

    private JsonNode read(TestAnswer made) {
        return client.get(made.header("Location")).expect(200).json();
    }

    private String conversation(String text) {
        return client.post("/v1/conversations", "{\"customer\":{\"name\":\"Ada\"},\"channel\":\"chat\",\"message\":"
                + "{\"body\":\"" + text + "\"}}").expect(201).id();
    }

    private void reply(String conversation, String text) {
        client.post("/v1/conversations/" + conversation + "/messages", "{\"body\":\"" + text + "\"}").expect(201);
    }

    private JsonNode log(int least) {
        Eventually.becomes(() -> client.get("/v1/events").expect(200).json().path("data").size() >= least);
        return client.get("/v1/events").expect(200).json().path("data");
    }

    private List<JsonNode> deliveries(String query) {
        List<JsonNode> all = new ArrayList<>();
        client.get("/v1/webhook-endpoints").expect(200).json().path("data").forEach(endpoint ->
                client.get("/v1/webhook-endpoints/" + endpoint.path("id").asText() + "/deliveries" + query).expect(200)
                        .json().path("data").forEach(all::add));
        return all;
    }

    private JsonNode delivery(String state) {
        return delivery(state, 0);
    }

    /** The one delivery, with its attempts, once it has come to this. */
    private JsonNode delivery(String state, int attempts) {
        Eventually.becomes(() -> deliveries("?state=" + state).stream()
                .anyMatch(one -> one.path("attempt_count").asInt() >= attempts));
        String id = deliveries("?state=" + state).getFirst().path("id").asText();
        return client.get("/v1/webhook-deliveries/" + id).expect(200).json();
    }

    private Map<String, LoggedRequest> received() {
        Map<String, LoggedRequest> received = new HashMap<>();
        receiver.requests().forEach(request -> received.put(request.getHeader("webhook-id"), request));
        return received;
    }

    private List<String> bodies() {
        return receiver.requests().stream().sorted((one, other) -> one.getLoggedDate().compareTo(other.getLoggedDate()))
                .map(LoggedRequest::getBodyAsString).toList();
    }

    /** Attempts follow each other by 0.2 s ±20 %, and whatever the machine adds. */
    private static void assertDelaysKeepTheSchedule(JsonNode delivery) {
        for (int i = 1; i < delivery.path("attempts").size(); i++) {
            Instant ended = Instant.parse(delivery.at("/attempts/" + (i - 1) + "/started_at").asText())
                    .plusMillis(delivery.at("/attempts/" + (i - 1) + "/duration_ms").asLong());
            Instant begun = Instant.parse(delivery.at("/attempts/" + i + "/started_at").asText());
            assertFalse(begun.isBefore(ended.plusMillis(155)), "attempt " + (i + 1) + " came too early");
        }
    }
}
