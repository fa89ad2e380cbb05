package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.http.Method;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input of every kind at every operation: each gets its problem, and nothing is changed by it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final List<String> WRONG_TYPES = List.of("text/plain", "application/xml", "nonsense",
            "application/json; charset=utf-16", "application/x-www-form-urlencoded", "multipart/form-data");
    private AccessNode node;
    private FurnishedWorkspace workspace;

    @BeforeAll
    void furnish() {
        node = AccessNode.start();
        workspace = new FurnishedWorkspace(node, "input");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    static Stream<Operation> bodies() {
        return RequestShape.withBody().stream().map(RequestShape::operation);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void everyFieldOfEveryBodyRefusesWhatItsSchemaRefuses(Operation operation) {
        RequestShape shape = RequestShape.of(operation);
        ObjectNode valid = workspace.body(operation);
        List<BadBodies.Bad> bodies = new ArrayList<>(BadBodies.of(valid.deepCopy(), shape.schema()));
        bodies.addAll(BadBodies.unknownFields(valid.deepCopy(), shape.schema()));
        assertTrue(bodies.size() > 20, () -> "only " + bodies.size());
        unchanged(operation, () -> {
            List<String> faults = new ArrayList<>();
            for (BadBodies.Bad bad : bodies) {
                TestAnswer answer = send(operation, bad.body().toString());
                if (!pointsAt(answer, bad.pointer())) {
                    faults.add(bad.pointer() + " = " + bad.value() + " → " + answer.status() + " " + answer.bodyText());
                }
            }
            assertEquals("", String.join("\n", faults));
        });
    }

    /** An object that was put in for its fields lacks what it requires; what it says as a whole is judged after that. */
    private static boolean lacksMore(JsonNode error, String pointer) {
        String lacking = error.path("pointer").asText();
        return error.path("code").asText().equals("required")
                && lacking.lastIndexOf('/') > 1
                && pointer.startsWith(lacking.substring(0, lacking.lastIndexOf('/') + 1));
    }

    /** The field is the reason, or one inside it. */
    private static boolean pointsAt(TestAnswer answer, String pointer) {
        return answer.status() == 400 && answer.json().path("errors").valueStream()
                .anyMatch(error -> error.path("pointer").asText().startsWith(pointer) || lacksMore(error, pointer));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatIsNoJsonObjectIsMalformed(Operation operation) {
        ObjectNode body = workspace.body(operation);
        String valid = body.toString();
        String member = valid.equals("{}") ? "\"a\":1" : valid.substring(1, valid.length() - 1);
        String first = member.substring(1, member.indexOf('"', 1));
        unchanged(operation, () -> {
            for (String spoilt : List.of(valid + "x", valid + "{}", "[" + valid + "]", "\uFEFF" + valid, "null", "\"\"",
                    valid.substring(0, valid.length() - 1), "{" + member + "," + member + "}",
                    "{\"" + first + "\":\"a\\u0000b\"}", "{\"" + first + "\":\"\\ud800\"}",
                    "{\"" + first + "\":\"\\udc00\\ud800\"}", "{\"\\ud800\":1}", "{\"" + first + "\":1e999999999}",
                    "{\"" + first + "\":NaN}", "{\"" + first + "\":0x1}", "{\"" + first + "\":\"a\nb\"}",
                    "{\"deep\":" + "[".repeat(40) + "]".repeat(40) + "}", "{\"deep\":" + "{\"a\":".repeat(100) + "1"
                    + "}".repeat(101), "{\"wide\":[" + "0,".repeat(6_000) + "0]}",
                    "{\"long\":\"" + "x".repeat(65_537) + "\"}")) {
                send(operation, spoilt).problem(400, "malformed_json");
            }
            send(operation, "{\"x\":\"" + "x".repeat(1_048_577) + "\"}").problem(413, "content_too_large");
            for (String type : WRONG_TYPES) {
                FurnishedWorkspace.send(client(operation).with("Content-Type", type), operation,
                        workspace.path(operation), body).problem(415, "unsupported_media_type");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void noFieldThatCanOnlyBeReadIsTaken(Operation operation) {
        ObjectNode valid = workspace.body(operation);
        unchanged(operation, () -> {
            for (String field : RequestShape.of(operation).readOnlyFields()) {
                for (String value : List.of("\"x\"", "7", "null", "{}")) {
                    ObjectNode body = valid.deepCopy();
                    TestAnswer answer = send(operation, body.toString().replaceFirst("\\{",
                            "{\"" + field + "\":" + value + (body.isEmpty() ? "" : ",")));
                    assertTrue(pointsAt(answer, "#/" + field), () -> field + " → " + answer.bodyText());
                }
            }
        });
    }

    /** What was spoilt above was good: the same requests, unspoilt, are not refused for their form. */
    @ParameterizedTest
    @MethodSource("bodies")
    void theUnspoiltBodyIsTaken(Operation operation) {
        FurnishedWorkspace own = new FurnishedWorkspace(node, "good");
        TestAnswer answer = FurnishedWorkspace.send(client(own, operation), operation, own.path(operation),
                own.body(operation));
        assertTrue(answer.status() < 300, answer.bodyText());
    }

    static Stream<Operation> workspaceOperations() {
        return Stream.of(Operation.values()).filter(operation -> operation.scope() != null
                && !operation.path().endsWith("/stream"));
    }

    @ParameterizedTest
    @MethodSource("workspaceOperations")
    void noParameterOfAQueryTakesAnOperatorOrBrokenEncoding(Operation operation) {
        String body = bodyText(operation);
        unchanged(operation, () -> {
            List<String> names = new ArrayList<>(List.of("unknown", "$where", "filter", "id"));
            RequestShape.of(operation).query().forEach(parameter -> names.add(parameter.path("name").asText()));
            for (String name : names) {
                for (String query : List.of(name + "[$gt]=", name + "[$ne]=x", name + "[]=x",
                        name + "=1&" + name + "=1", name + "=%00", name + "=%", name + "=%zz", name + "=%c0%af", name + "=%ed%a0%80")) {
                    TestAnswer answer = raw(operation, workspace.path(operation) + "?" + query, body);
                    assertEquals(400, answer.status(), () -> query + " → " + answer.bodyText());
                }
            }
        });
    }

    /** A free text may hold anything; it then finds what holds just that, which is nothing here. */
    @ParameterizedTest
    @MethodSource("workspaceOperations")
    void noFilterIsWidenedByItsValue(Operation operation) {
        if (operation.method() != Method.GET) {
            return;
        }
        for (var parameter : RequestShape.of(operation).query()) {
            String name = parameter.path("name").asText();
            for (String value : List.of("%7B%22%24gt%22%3A%22%22%7D", "%24ne", ".*", "%5B%24regex%5D=.*",
                    "%27%20OR%20%271%27=%271", "*", "null", "undefined", "x".repeat(1_000))) {
                TestAnswer answer = client(operation).get(workspace.path(operation) + "?" + name.replace("[", "%5B")
                        .replace("]", "%5D") + "=" + value);
                boolean nothing = answer.status() == 200 && answer.json().path("data").isEmpty();
                assertTrue(nothing || answer.status() == 400 || answer.status() == 404, () -> name + "=" + value + " → "
                        + answer.bodyText());
            }
        }
    }

    static Stream<Operation> named() {
        return workspaceOperations().filter(operation -> !FurnishedWorkspace.parameters(operation).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("named")
    void noIdInAPathIsAnythingButAnId(Operation operation) {
        String body = bodyText(operation);
        for (String parameter : FurnishedWorkspace.parameters(operation)) {
            String id = workspace.id(parameter);
            unchanged(operation, () -> {
                for (String value : List.of("%7B%22%24gt%22%3A%22%22%7D", "%24ne", ".*", "..%2F..", "%2e%2e",
                        id.toLowerCase(Locale.ROOT) + "%20", id + "%00", "%ff", "x".repeat(300))) {
                    String path = workspace.path(operation).replace(id, value);
                    TestAnswer answer = raw(operation, path, body);
                    boolean named = parameter.equals("external_id") && answer.status() < 300;
                    assertTrue(named || answer.status() == 404 || answer.status() == 400,
                            () -> path + " → " + answer.status() + answer.bodyText());
                }
            });
        }
    }

    private void unchanged(Operation operation, Runnable attempts) {
        workspace.path(operation);
        Map<String, String> before = DatabaseDigest.of(node, workspace.workspaceId());
        Map<String, String> platform = DatabaseDigest.of(node, "platform");
        attempts.run();
        DatabaseDigest.assertUnchanged(before, node, workspace.workspaceId());
        DatabaseDigest.assertUnchanged(platform, node, "platform");
    }

    private TestAnswer send(Operation operation, String body) {
        return client(operation).with("If-Match", "*").send(operation.method().name(), workspace.path(operation), body);
    }

    private String bodyText(Operation operation) {
        ObjectNode body = workspace.body(operation);
        return body == null ? "" : body.toString();
    }

    /** As it is, past a client that would mend it. */
    private TestAnswer raw(Operation operation, String target, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (var connection = node.node().connect()) {
            String head = operation.method() + " " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + client(operation).credential() + "\r\nIf-Match: *\r\n"
                    + (bytes.length == 0 ? "" : "Content-Type: application/json\r\nContent-Length: " + bytes.length
                    + "\r\n") + "\r\n";
            return connection.send(head).send(bytes).answer();
        }
    }

    private TestClient client(Operation operation) {
        return client(workspace, operation);
    }

    private TestClient client(FurnishedWorkspace furnished, Operation operation) {
        return operation.callers().contains(CallerKind.API_KEY) ? furnished.key() : node.platform();
    }
}
