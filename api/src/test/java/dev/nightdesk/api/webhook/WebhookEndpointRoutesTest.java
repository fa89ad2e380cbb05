package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.openapi.Contract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEndpointRoutesTest {
    private static final String PATH = "/v1/webhook-endpoints";
    /** A public address, so that no name need be looked up; nothing is sent to it, since nothing listens. */
    private static final String URL = "https://93.184.215.14/hook";
    private static TestNode node;
    private TestClient client;

    @BeforeAll
    static void startNode() {
        node = TestNode.start(Map.of("WEBHOOKS_DENY", "198.41.0.0/16", "WEBHOOKS_SCHEDULE", "P30D"));
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
    void anEndpointIsMadeReadChangedAndDeleted() {
        TestAnswer made = make("{\"url\":\"" + URL + "\",\"event_types\":[\"conversation.*\"],\"ordered\":true}");
        String place = made.header("Location");
        assertTrue(made.text("secret").matches("whsec_[A-Za-z0-9+/]{43}="), made.text("secret"));
        TestAnswer read = client.get(place).expect(200);
        assertFalse(read.json().has("secret"), "a secret is shown once");
        assertEquals(made.etag(), read.etag());
        client.with("If-None-Match", read.etag()).get(place).expect(304);

        TestAnswer changed = client.patch(place, made.etag(), "{\"payload\":\"thin\",\"concurrency\":2}").expect(200);
        assertEquals("thin", changed.text("payload"));
        assertEquals("conversation.*", changed.text("event_types/0"));
        assertEquals(1, client.get(PATH).expect(200).json().path("data").size());

        client.with("If-Match", changed.etag()).delete(place).expect(204);
        client.get(place).problem(404, "not_found");
        assertEquals(0, client.get(PATH).expect(200).json().path("data").size());
    }

    @Test
    void anEndpointIsSwitchedOffAndOnAndBothAreTold() {
        TestAnswer made = make("{\"url\":\"" + URL + "\"}");
        String place = made.header("Location");
        TestAnswer off = client.patch(place, made.etag(), "{\"enabled\":false}").expect(200);
        assertEquals("requested", off.text("disabled_reason"));
        assertFalse(off.json().path("disabled_at").isNull());
        client.post(place + "/test", "").problem(409, "illegal_transition");
        client.post(place + "/replay", "{\"since\":\"" + node.clock().instant() + "\"}")
                .problem(409, "illegal_transition");
        TestAnswer on = client.patch(place, off.etag(), "{\"enabled\":true}").expect(200);
        assertTrue(on.json().path("disabled_reason").isNull());
        assertEquals(List.of("webhook_endpoint.created", "webhook_endpoint.disabled", "webhook_endpoint.enabled"),
                types("webhook_endpoint.*"));
        List<String> actions = new ArrayList<>();
        client.get("/v1/audit-entries?target_id=" + made.id()).expect(200).json().path("data")
                .forEach(entry -> actions.add(entry.path("action").asText()));
        assertEquals(List.of("updateWebhookEndpoint", "updateWebhookEndpoint", "createWebhookEndpoint"), actions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://93.184.215.14/", "https://127.0.0.1/", "https://[::ffff:127.0.0.1]/",
            "https://[64:ff9b::7f00:1]/", "https://2130706433/", "https://0x7f.1/", "https://10.0.0.1/",
            "https://169.254.169.254/latest/meta-data", "https://localhost./", "https://metadata.google.internal/",
            "https://user:pass@93.184.215.14/", "https://93.184.215.14:22/", "https://93.184.215.14/#a",
            "https://198.41.0.4/", "https://no-such-name.invalid/"})
    void anAddressThatMayNotBeCalledIsRefusedAtOnce(String url) {
        TestAnswer refused = client.post(PATH, "{\"url\":\"" + url + "\"}").problem(422, "address_not_allowed");
        assertEquals("#/url", refused.text("errors/0/pointer"));
        TestAnswer made = make("{\"url\":\"" + URL + "\"}");
        client.patch(made.header("Location"), made.etag(), "{\"url\":\"" + url + "\"}")
                .problem(422, "address_not_allowed");
    }

    @Test
    void faultsOfABodyAreToldTogether() {
        TestAnswer refused = client.post(PATH, "{\"url\":\"\",\"event_types\":[\"message.creatd\",\"a b\"],"
                + "\"concurrency\":11,\"payload\":\"fat\",\"secret\":\"x\"}").problem(400, "invalid_body");
        List<String> pointers = new ArrayList<>();
        refused.json().path("errors").forEach(error -> pointers.add(error.path("pointer").asText()));
        assertTrue(pointers.containsAll(List.of("#/url", "#/event_types/1", "#/concurrency", "#/payload", "#/secret")),
                pointers.toString());
        client.post(PATH, "{\"url\":\"" + URL + "\",\"event_types\":[\"message.creatd\"]}")
                .problem(400, "invalid_body");
        client.post(PATH, "{\"url\":\"" + URL + "\",\"event_types\":[]}").problem(400, "invalid_body");
        client.post(PATH, "{\"url\":\"not a url\"}").problem(400, "invalid_body");
    }

    @Test
    void aRetryWithTheSameKeyShowsTheSameSecretAndARotationAnother() {
        TestClient keyed = client.key("make-1");
        String body = "{\"url\":\"" + URL + "\"}";
        TestAnswer made = keyed.post(PATH, body).expect(201);
        TestAnswer again = keyed.post(PATH, body).expect(201);
        assertEquals(made.bodyText(), again.bodyText());
        String place = made.header("Location");
        for (int i = 0; i < 4; i++) {
            TestAnswer rotated = client.post(place + "/rotate-secret", "").expect(200);
            assertNotEquals(made.text("secret"), rotated.text("secret"));
        }
        client.post(place + "/rotate-secret", "").problem(422, "limit_exceeded");
        node.clock().advance(Duration.ofHours(25));
        client.post(place + "/rotate-secret", "").expect(200);
    }

    @Test
    void aWorkspaceHasAHundredEndpointsAtMost() {
        for (int i = 0; i < WebhookEndpoint.MOST; i++) {
            make("{\"url\":\"" + URL + "\"}");
        }
        client.post(PATH, "{\"url\":\"" + URL + "\"}").problem(422, "limit_exceeded");
        TestAnswer newest = client.get(PATH + "?limit=1").expect(200);
        client.with("If-Match", "*").delete(PATH + "/" + newest.text("data/0/id")).expect(204);
        make("{\"url\":\"" + URL + "\"}");
    }

    @Test
    void anotherWorkspaceDoesNotSeeIt() {
        TestAnswer made = make("{\"url\":\"" + URL + "\"}");
        TestAnswer test = client.post(made.header("Location") + "/test", "").expect(201);
        TestClient other = node.workspace();
        for (String path : List.of(made.header("Location"), made.header("Location") + "/deliveries",
                test.header("Location"))) {
            other.get(path).problem(404, "not_found");
        }
        other.post(test.header("Location") + "/resend", "").problem(404, "not_found");
        other.post(made.header("Location") + "/rotate-secret", "").problem(404, "not_found");
        other.post(made.header("Location") + "/test", "").problem(404, "not_found");
        assertEquals(0, other.get(PATH).expect(200).json().path("data").size());
    }

    @Test
    void onlyCallersWithTheScopeManageEndpoints() {
        TestAnswer made = make("{\"url\":\"" + URL + "\"}");
        TestClient reader = node.as(client.post("/v1/api-keys",
                "{\"name\":\"reader\",\"scopes\":[\"webhooks:read\"]}").expect(201).text("secret"));
        reader.get(made.header("Location")).expect(200);
        reader.post(made.header("Location") + "/test", "").problem(403, "insufficient_scope");
        reader.post(PATH, "{\"url\":\"" + URL + "\"}").problem(403, "insufficient_scope");
    }

    @Test
    void anInstantTooLongAgoIsNotReplayed() {
        String place = make("{\"url\":\"" + URL + "\"}").header("Location");
        client.post(place + "/replay", "{\"since\":\"" + node.clock().instant().minus(Duration.ofDays(15)) + "\"}")
                .problem(422, "limit_exceeded");
        client.post(place + "/replay", "{\"since\":\"2026-01-02T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}")
                .problem(400, "invalid_body");
    }

    @Test
    void everyTypeOfEventsIsListedWithASchemaOfItsOwn() {
        JsonNode types = client.get("/v1/event-types").expect(200).json().path("data");
        assertTrue(types.size() >= 33, "types are missing");
        types.forEach(type -> {
            JsonNode schema = type.path("schema");
            assertEquals(type.path("type").asText(), schema.at("/properties/type/const").asText());
            assertFalse(schema.toString().contains("#/components/"), "it leads out of itself");
            StreamSupport.stream(schema.findValues("$ref").spliterator(), false).forEach(reference ->
                    assertNotNull(schema.at(reference.asText().substring(1)).textValue() == null
                            ? schema.at(reference.asText().substring(1)).get("description") : null,
                            reference.asText()));
        });
    }

    @Test
    void theExampleOfTheContractWorks() {
        String body = Contract.example("webhook/create-request").replace("hooks.shop.example.com", "93.184.215.14");
        make(body);
    }

    private TestAnswer make(String body) {
        return client.post(PATH, body).expect(201);
    }

    private List<String> types(String filter) {
        List<String> types = new ArrayList<>();
        Eventually.becomes(() -> {
            types.clear();
            client.get("/v1/events?types=" + filter).expect(200).json().path("data")
                    .forEach(event -> types.add(event.path("type").asText()));
            return types.size() >= 3;
        });
        return types;
    }
}
