package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.http.Method;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cursor is good for the list, the filter and the workspace it was made for, for three days, and not a bit else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CursorAbuseTest {
    private final Set<Operation> paged = new TreeSet<>();
    private AccessNode node;
    private FurnishedWorkspace workspace;
    private TestClient stranger;

    @BeforeAll
    void furnish() {
        node = AccessNode.start();
        workspace = new FurnishedWorkspace(node, "paged");
        stranger = node.workspace().client();
        lists().forEach(operation -> FurnishedWorkspace.parameters(operation).forEach(workspace::id));
        Stream.of("customer_id", "conversation_id", "organization_id", "agent_id", "message_id", "identity_id",
                "api_key_id", "identity_secret_id").forEach(workspace::another);
    }

    @AfterAll
    void stop() {
        assertTrue(paged.size() >= 8, () -> "only these had a second page: " + paged);
        node.close();
    }

    static Stream<Operation> lists() {
        return Stream.of(Operation.values()).filter(operation -> operation.method() == Method.GET
                && operation.callers().contains(CallerKind.API_KEY) && RequestShape.of(operation).query().stream()
                .anyMatch(parameter -> parameter.path("name").asText().equals("cursor")));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void noOtherCursorThanTheListsOwnIsTaken(Operation operation) {
        String list = workspace.path(operation) + "?limit=1";
        String cursor = workspace.key().get(list).expect(200).text("next_cursor");
        if (cursor.equals("null")) {
            return;
        }
        paged.add(operation);
        workspace.key().get(list + "&cursor=" + cursor).expect(200);
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            refused(workspace.key(), list + "&cursor=" + cursor.substring(0, i) + other + cursor.substring(i + 1));
        }
        refused(workspace.key(), list + "&cursor=" + cursor.substring(1));
        refused(workspace.key(), list + "&cursor=");
        for (var parameter : RequestShape.of(operation).query()) {
            String name = parameter.path("name").asText();
            if (!Set.of("limit", "cursor").contains(name)) {
                refused(workspace.key(), list + "&cursor=" + cursor + "&" + name.replace("[", "%5B").replace("]", "%5D")
                        + "=x");
            }
        }
        assertFalse(FurnishedWorkspace.send(stranger, operation, workspace.path(operation) + "?cursor=" + cursor, null)
                .status() < 300);
    }

    /** 400, and not a row. */
    private static void refused(TestClient client, String path) {
        TestAnswer answer = client.get(path);
        assertTrue(answer.status() == 400 && !answer.json().has("data"), () -> path + " → " + answer.bodyText());
    }

    @Test
    void aCursorRunsOutAfterThreeDays() {
        try (AccessNode own = AccessNode.start()) {
            TestClient client = own.workspace().client();
            client.post("/v1/customers", "{\"name\":\"Ada\"}").expect(201);
            client.post("/v1/customers", "{\"name\":\"Bob\"}").expect(201);
            String next = "/v1/customers?limit=1&cursor=" + client.get("/v1/customers?limit=1").text("next_cursor");
            own.clock().advance(Duration.ofHours(72).minusMinutes(1));
            client.get(next).expect(200);
            own.clock().advance(Duration.ofMinutes(2));
            client.get(next).problem(400, "invalid_cursor");
        }
    }
}
