package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What another's library says of our deliveries; it reads the real clock, so each test has a node of its own. */
@Timeout(60)
class SignedDeliveriesTest {
    private TestNode node;
    private TestClient client;
    private Receiver receiver;

    @BeforeEach
    void start() {
        node = TestNode.start(Map.of("WEBHOOKS_ALLOW_INSECURE", "true"));
        client = node.workspace();
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
        node.close();
    }

    @Test
    void everyEventArrivesSignedWithTheBytesOfTheLog() throws WebhookVerificationException {
        String secret = endpoint("*").text("secret");
        String conversation = client.post("/v1/conversations", "{\"customer\":{\"name\":\"Ada\"},\"channel\":\"chat\","
                + "\"message\":{\"body\":\"Grüße\"}}").expect(201).id();
        client.post("/v1/conversations/" + conversation + "/resolve", "{}").expect(200);
        JsonNode log = log(5);
        Eventually.becomes(() -> received().size() == log.size());
        Map<String, LoggedRequest> received = received();
        for (JsonNode event : log) {
            LoggedRequest request = received.get(event.path("id").asText());
            assertEquals(event.toString(), request.getBodyAsString());
            assertEquals("application/json", request.getHeader("Content-Type"));
            new Webhook(secret).verify(request.getBodyAsString(), headers(request));
            assertThrows(WebhookVerificationException.class,
                    () -> new Webhook(secret).verify(request.getBodyAsString() + " ", headers(request)));
        }
    }

    @Test
    void aRotatedSecretSignsBesideTheNewOneForADay() throws WebhookVerificationException {
        TestAnswer made = endpoint("organization.*");
        String fresh = client.post("/v1/webhook-endpoints/" + made.id() + "/rotate-secret", "").expect(200)
                .text("secret");
        client.post("/v1/organizations", "{\"name\":\"Overlap\"}").expect(201);
        Eventually.becomes(() -> receiver.requests().size() == 1);
        LoggedRequest both = receiver.requests().getFirst();
        new Webhook(made.text("secret")).verify(both.getBodyAsString(), headers(both));
        new Webhook(fresh).verify(both.getBodyAsString(), headers(both));
        assertEquals(2, both.getHeader("webhook-signature").split(" ").length);
        node.clock().advance(Duration.ofHours(25));
        client.post("/v1/organizations", "{\"name\":\"Later\"}").expect(201);
        Eventually.becomes(() -> receiver.requests().size() == 2);
        assertEquals(1, receiver.requests().stream().filter(request -> request.getBodyAsString().contains("Later"))
                .findFirst().orElseThrow().getHeader("webhook-signature").split(" ").length);
    }

    private TestAnswer endpoint(String type) {
        return client.post("/v1/webhook-endpoints", "{\"url\":\"" + receiver.url() + "\",\"event_types\":[\"" + type
                + "\"]}").expect(201);
    }

    private JsonNode log(int least) {
        Eventually.becomes(() -> client.get("/v1/events").expect(200).json().path("data").size() >= least);
        return client.get("/v1/events").expect(200).json().path("data");
    }

    private Map<String, LoggedRequest> received() {
        Map<String, LoggedRequest> received = new HashMap<>();
        receiver.requests().forEach(request -> received.put(request.getHeader("webhook-id"), request));
        return received;
    }

    private static HttpHeaders headers(LoggedRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            headers.put(name, List.of(request.getHeader(name)));
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
