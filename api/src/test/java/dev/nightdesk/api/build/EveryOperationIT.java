package dev.nightdesk.api.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.PackagedNode;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.openapi.Contract;
import dev.nightdesk.openapi.ContractOperation;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One day at a desk, in which every operation of the packaged product succeeds at least once over real HTTP, request and
 * response held against the contract. A new operation fails the build until it has its place in the day.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EveryOperationIT {
    private static final Set<String> SUCCEEDED = new TreeSet<>();
    private static PackagedNode node;
    private static TestClient platform;
    private static TestClient desk;

    @BeforeAll
    static void open() {
        node = PackagedNode.start(Map.of("WEBHOOKS_ALLOW_INSECURE", "true"));
        platform = node.platform();
        desk = node.workspace();
    }

    @AfterAll
    static void close() {
        node.close();
    }

    @Test
    @Order(1)
    void theServiceDescribesItself() {
        Stream.of("/livez", "/readyz", "/metrics", "/openapi.yaml", "/openapi.json", "/docs", "/docs/swagger-ui-bundle.js",
                "/.well-known/jwks.json").forEach(path -> get(node.as(null), path));
    }

    @Test
    @Order(2)
    void theOperatorMakesWorkspacesAndTheirTime() {
        String clock = post(platform, "/v1/test-clocks", "{\"name\":\"Lab\",\"now\":\"2026-01-05T09:00:00Z\"}").id();
        get(platform, "/v1/test-clocks");
        TestAnswer workspace = post(platform, "/v1/workspaces",
                "{\"name\":\"Lab\",\"mode\":\"test\",\"test_clock_id\":\"" + clock + "\"}");
        String path = "/v1/workspaces/" + workspace.id();
        get(platform, "/v1/workspaces");
        patch(platform, path, "{\"name\":\"Laboratory\"}");
        String operation = post(platform, "/v1/test-clocks/" + clock + "/advance",
                "{\"to\":\"2026-01-05T10:00:00Z\"}").id();
        Eventually.becomes(() -> get(platform, "/v1/operations/" + operation).json().get("done").asBoolean());
        get(platform, "/v1/test-clocks/" + clock);
        delete(platform, path);
    }

    @Test
    @Order(3)
    void anAdministratorArrangesTheWorkspace() {
        patch(desk, "/v1/workspace", "{\"auto_close_after\":\"P3D\"}");
        String key = post(desk, "/v1/api-keys", "{\"name\":\"Shop\",\"scopes\":[\"conversations:read\"]}").id();
        get(desk, "/v1/api-keys");
        get(desk, "/v1/api-keys/" + key);
        post(desk, "/v1/api-keys/" + key + "/revoke", null);
        String secret = post(desk, "/v1/identity-secrets", "{\"name\":\"Shop\"}").id();
        get(desk, "/v1/identity-secrets");
        get(desk, "/v1/identity-secrets/" + secret);
        post(desk, "/v1/identity-secrets/" + secret + "/revoke", null);
        get(desk, "/v1/audit-entries");
        String agent = agent("Noor");
        get(desk, "/v1/agents");
        patch(desk, "/v1/agents/" + agent, "{\"name\":\"Noor B.\"}");
        post(desk, "/v1/agents/" + agent + "/tokens", "{}");
        delete(desk, "/v1/agents/" + agent);
    }

    @Test
    @Order(4)
    void customersAreKnown() {
        String organization = post(desk, "/v1/organizations", "{\"name\":\"Acme\"}").id();
        get(desk, "/v1/organizations");
        patch(desk, "/v1/organizations/" + organization, "{\"name\":\"Acme Ltd\"}");
        delete(desk, "/v1/organizations/" + organization);
        String ada = post(desk, "/v1/customers", "{\"name\":\"Ada\",\"email\":\"ada@example.com\"}").id();
        String twin = succeed("PUT", desk.put("/v1/customers/by-external-id/u2", "{\"name\":\"Ada\"}"),
                "/v1/customers/by-external-id/u2").id();
        get(desk, "/v1/customers");
        get(desk, "/v1/customers/lookup?identity=email:ada@example.com");
        patch(desk, "/v1/customers/" + ada, "{\"name\":\"Ada L.\"}");
        String identities = "/v1/customers/" + ada + "/identities";
        String phone = post(desk, identities, "{\"kind\":\"phone\",\"value\":\"+493012345678\"}").id();
        get(desk, identities);
        delete(desk, identities + "/" + phone);
        post(desk, "/v1/customers/" + twin + "/merge", "{\"into\":\"" + ada + "\"}");
        post(desk, "/v1/customers/" + twin + "/unmerge", null);
        delete(desk, "/v1/customers/" + twin);
    }

    @Test
    @Order(5)
    void aConversationIsHeld() {
        TestAnswer conversation = begin("u1");
        String path = "/v1/conversations/" + conversation.id();
        get(desk, "/v1/conversations");
        patch(desk, path, "{\"priority\":\"high\"}");
        TestAnswer message = post(desk, path + "/messages", "{\"body\":\"Hello\"}");
        get(desk, path + "/messages");
        get(desk, message.header("Location"));
        post(desk, message.header("Location") + "/redact", "{}");
        post(desk, path + "/typing", "{\"preview\":\"Hel\"}");
        post(desk, path + "/read", "{\"message_id\":\"" + message.id() + "\"}");
        get(desk, path + "/participants");
        post(desk, path + "/assign", "{\"agent_id\":\"" + agent("Kim") + "\"}");
        Stream.of("unassign", "hold", "await-customer", "reopen", "resolve").forEach(action ->
                post(desk, path + "/" + action, null));
        post(desk, path + "/tags", "{\"add\":[\"card\"]}");
        get(desk, path + "/events");
        get(desk, "/v1/events");
        post(desk, "/v1/conversations/" + begin("u3").id() + "/snooze", "{\"until\":\"2030-01-01T00:00:00Z\"}");
        post(desk, path + "/link", "{\"kind\":\"related\",\"conversation_id\":\"" + begin("u4").id() + "\"}");
        post(desk, "/v1/conversations/" + begin("u1").id() + "/merge", "{\"into\":\"" + begin("u1").id() + "\"}");
        post(desk, path + "/close", null);
    }

    @Test
    @Order(6)
    void filesAreShared() {
        TestAnswer file = succeed("POST", desk.upload("a.txt", "text/plain", new byte[] {'a'}), "/v1/attachments");
        post(desk, "/v1/conversations/" + begin("u5").id() + "/messages",
                "{\"body\":\"See\",\"attachments\":[\"" + file.id() + "\"]}");
        get(desk, "/v1/attachments/" + file.id());
        get(desk, "/v1/attachments/" + file.id() + "/content");
    }

    @Test
    @Order(7)
    void hoursArePlanned() {
        String path = post(desk, "/v1/schedules", Contract.example("schedule/create-request")).header("Location");
        get(desk, "/v1/schedules");
        patch(desk, path, "{\"name\":\"Head office\"}");
        Stream.of("/versions", "/open", "/next-open", "/elapsed?from=2026-03-02T09:00:00Z&to=2026-03-03T09:00:00Z",
                "/add?duration=PT4H").forEach(question -> get(desk, path + question));
        post(desk.with("Content-Type", "text/calendar"), path + "/import-ical",
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nEND:VCALENDAR\r\n");
        delete(desk, path);
    }

    @Test
    @Order(8)
    void partnersAreTold() {
        get(desk, "/v1/event-types");
        TestAnswer endpoint = post(desk, "/v1/webhook-endpoints",
                "{\"event_types\":[\"agent.*\"],\"url\":\"" + node.url() + "/livez\"}");
        String path = endpoint.header("Location");
        get(desk, "/v1/webhook-endpoints");
        patch(desk, path, "{\"description\":\"Orders\"}");
        post(desk, path + "/rotate-secret", null);
        String delivery = "/v1/webhook-deliveries/" + post(desk, path + "/test", null).id();
        post(desk, path + "/replay", "{\"since\":\"" + endpoint.text("created_at") + "\"}");
        get(desk, path + "/deliveries");
        Eventually.becomes(() -> get(desk, delivery).text("state").equals("waiting"));
        post(desk, delivery + "/resend", null);
        delete(desk, path);
    }

    @Test
    @Order(9)
    void promisesAreKept() {
        get(desk, "/v1/sla-presets");
        String id = post(desk, "/v1/sla-policies",
                "{\"name\":\"All\",\"targets\":[{\"metric\":\"first_response\",\"within\":\"PT1H\"}]}").id();
        String path = "/v1/sla-policies/" + id;
        get(desk, "/v1/sla-policies");
        patch(desk, path, "{\"name\":\"Everybody\"}");
        get(desk, path + "/versions");
        post(desk, "/v1/sla-policies/reorder", "{\"ids\":[\"" + id + "\"]}");
        get(desk, "/v1/conversations/" + begin("u6").id() + "/sla");
        post(desk, "/v1/sla-simulations", Contract.example("sla/simulation-request"));
        delete(desk, path);
    }

    @Test
    @Order(10)
    void eventsAreStreamed() throws Exception {
        for (String path : List.of("/v1/events/stream", "/v1/conversations/" + begin("u7").id() + "/events/stream")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(node.url() + path))
                    .header("Authorization", "Bearer " + desk.credential()).header("Accept", "text/event-stream").build();
            HttpResponse<InputStream> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
            assertEquals(Optional.of("text/event-stream"), response.headers().firstValue("Content-Type"), path);
            response.body().close();
            SUCCEEDED.add(Contract.operation("GET", path).map(ContractOperation::id).orElseThrow());
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void nothingWasLeftOut() {
        Set<String> missing = Stream.of(Operation.values()).map(Operation::id).collect(Collectors.toCollection(
                TreeSet::new));
        missing.removeAll(SUCCEEDED);
        assertEquals(Set.of(), missing, "operations without a place in the day");
        assertEquals(0, node.stop());
    }

    private static TestAnswer begin(String externalId) {
        return post(desk, "/v1/conversations", "{\"customer\":{\"external_id\":\"" + externalId
                + "\"},\"message\":{\"body\":\"My card was declined\"}}");
    }

    private static String agent(String name) {
        return post(desk, "/v1/agents", "{\"name\":\"" + name + "\",\"email\":\"" + name + "@acme.com\"}").id();
    }

    private static TestAnswer get(TestClient client, String path) {
        return succeed("GET", client.get(path), path);
    }

    private static TestAnswer post(TestClient client, String path, String body) {
        return succeed("POST", client.post(path, body), path);
    }

    private static void patch(TestClient client, String path, String body) {
        succeed("PATCH", client.patch(path, get(client, path).etag(), body), path);
    }

    private static void delete(TestClient client, String path) {
        succeed("DELETE", client.with("If-Match", "*").delete(path), path);
    }

    private static TestAnswer succeed(String method, TestAnswer answer, String path) {
        assertEquals(2, answer.status() / 100, method + " " + path + ": " + answer.bodyText());
        SUCCEEDED.add(Contract.operation(method, path.split("\\?")[0]).map(ContractOperation::id).orElseThrow());
        return answer;
    }
}
