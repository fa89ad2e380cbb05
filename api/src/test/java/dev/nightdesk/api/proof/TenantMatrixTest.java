package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.http.Method;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation on everything that is somebody else's. The matrix is made of the table of operations and of the
 * contract, so that a new operation is in it without being named.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantMatrixTest {
    private static final String OURS = "canaryours";
    private static final Pattern ID = Pattern.compile("[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}");
    /** What they name is theirs to choose, so that another workspace may have the same. */
    private static final Set<Operation> BY_FREE_NAMES = Set.of(Operation.UPSERT_CUSTOMER_BY_EXTERNAL_ID);

    private final Set<Operation> covered = new TreeSet<>();
    private AccessNode node;
    private FurnishedWorkspace ours;
    private FurnishedWorkspace theirs;
    private TestClient theirAgent;
    private TestClient theirCustomer;
    private TestClient ourOtherCustomer;

    @BeforeAll
    void furnish() {
        node = AccessNode.start();
        ours = new FurnishedWorkspace(node, OURS);
        theirs = new FurnishedWorkspace(node, "theirs");
        theirAgent = theirs.agent("admin");
        theirCustomer = theirs.customer();
        ourOtherCustomer = ours.anotherCustomer();
        ourOtherCustomer.get("/v1/conversations").expect(200);
        operations().forEach(operation -> FurnishedWorkspace.parameters(operation).forEach(name -> {
            ours.id(name);
            theirs.id(name);
        }));
    }

    @AfterAll
    void stop() {
        assertEquals(operations().collect(TreeSet::new, Set::add, Set::addAll), covered, "not tried");
        node.close();
    }

    /** All operations of workspaces that name something in their path. */
    static Stream<Operation> operations() {
        return Stream.of(Operation.values()).filter(operation -> operation.scope() != null
                && operation.scope() != Scope.PLATFORM && !FurnishedWorkspace.parameters(operation).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatIsNotTheCallersIsNotThere(Operation operation) {
        String path = ours.path(operation);
        ObjectNode body = theirs.body(operation);
        ObjectNode fittingBody = ours.body(operation);
        Map<String, String> before = DatabaseDigest.of(node, ours.workspaceId());
        if (BY_FREE_NAMES.contains(operation)) {
            TestAnswer made = FurnishedWorkspace.send(theirs.key(), operation, path, body).expect(201);
            assertFalse(ours.ids().contains(made.id()));
        } else {
            refused(404, operation, CallerKind.API_KEY, theirs.key(), path, body);
            refused(404, operation, CallerKind.AGENT, theirAgent, path, body);
            refused(404, operation, CallerKind.CUSTOMER, theirCustomer, path, body);
            refused(404, operation, CallerKind.CUSTOMER, ourOtherCustomer, path, fittingBody);
            looksAbsent(operation, path, body);
        }
        FurnishedWorkspace.send(node.as(null), operation, path, body).problem(401, "unauthenticated");
        DatabaseDigest.assertUnchanged(before, node, ours.workspaceId());
        covered.add(operation);
    }

    /** A kind of credential that the operation does not know is none. */
    private static void refused(int status, Operation operation, CallerKind kind, TestClient client, String path,
            ObjectNode body) {
        TestAnswer answer = FurnishedWorkspace.send(client, operation, path, body);
        if (operation.callers().contains(kind)) {
            answer.problem(status, "not_found");
        } else {
            answer.problem(401, "credential_not_accepted");
        }
    }

    /** The same bytes as for an id that nobody has, but for the request's own id. */
    private void looksAbsent(Operation operation, String path, ObjectNode body) {
        TestAnswer foreign = FurnishedWorkspace.send(theirs.key(), operation, path, body);
        TestAnswer absent = FurnishedWorkspace.send(theirs.key(), operation,
                path.replaceAll("_[0-9A-HJKMNP-TV-Z]{26}", "_01KJPX6P1RYV5AVVZFF84C0CMM"), body);
        assertEquals(withoutRequest(absent), withoutRequest(foreign));
        assertEquals(absent.headers().map().keySet(), foreign.headers().map().keySet());
    }

    private static String withoutRequest(TestAnswer answer) {
        return answer.status() + answer.bodyText().replaceAll("req_[0-9A-Z]{26}", "req");
    }

    static Stream<Operation> bodies() {
        return RequestShape.withBody().stream().map(RequestShape::operation)
                .filter(operation -> operation.scope() != Scope.PLATFORM);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyRefersToNothingOfAnotherWorkspace(Operation operation) {
        ObjectNode body = theirs.body(operation);
        Map<String, String> before = DatabaseDigest.of(node, ours.workspaceId());
        List<Runnable> references = new ArrayList<>();
        eachId(body, (object, name) -> references.add(() -> object.put(name, foreign(object.get(name).asText()))));
        for (int i = 0; i < references.size(); i++) {
            ObjectNode valid = body.deepCopy();
            references.get(i).run();
            TestAnswer answer = FurnishedWorkspace.send(theirs.key(), operation, theirs.path(operation), body);
            assertTrue(Set.of(400, 404, 409, 422).contains(answer.status()), answer.bodyText());
            clean(answer);
            body.setAll(valid);
        }
        DatabaseDigest.assertUnchanged(before, node, ours.workspaceId());
    }

    /** Our id of the same kind. */
    private String foreign(String id) {
        return ours.ids().stream().filter(one -> one.startsWith(id.substring(0, 4))).findFirst()
                .orElseThrow(() -> new AssertionError("we have nothing like " + id));
    }

    private static void eachId(JsonNode node, BiConsumer<ObjectNode, String> visitor) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (ID.matcher(field.getValue().asText()).matches()) {
                    visitor.accept(object, field.getKey());
                }
                eachId(field.getValue(), visitor);
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> eachId(element, visitor));
        }
    }

    static Stream<Operation> reads() {
        return Stream.of(Operation.values()).filter(operation -> operation.callers().contains(CallerKind.API_KEY)
                && operation.method() == Method.GET
                && !operation.path().endsWith("/stream"));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void nothingOfAnotherWorkspaceIsEverRead(Operation operation) {
        assertTrue(FurnishedWorkspace.send(ours.key(), operation, ours.path(operation), null).status() < 500);
        String path = theirs.path(operation);
        clean(FurnishedWorkspace.send(theirs.key(), operation, path, null));
        for (JsonNode parameter : RequestShape.of(operation).query()) {
            String name = parameter.path("name").asText();
            for (String id : ours.ids()) {
                clean(theirs.key().get(path + "?" + name.replace("[", "%5B").replace("]", "%5D") + "=" + id));
            }
        }
        String cursor = hasParameter(operation, "cursor")
                ? ours.key().get(ours.path(operation) + "?limit=1").json().path("next_cursor").asText("") : "";
        if (!cursor.isEmpty()) {
            theirs.key().get(path + "?cursor=" + cursor).problem(400, "invalid_cursor");
        }
    }

    private static boolean hasParameter(Operation operation, String name) {
        return RequestShape.of(operation).query().stream()
                .anyMatch(parameter -> parameter.path("name").asText().equals(name));
    }

    /** Neither a text nor an id of ours comes out, whatever was asked; what was sent may come back in a refusal. */
    private void clean(TestAnswer answer) {
        assertTrue(answer.status() < 500, answer.bodyText());
        String everything = answer.bodyText() + answer.headers().map();
        assertFalse(everything.contains(OURS), everything);
        if (answer.status() < 300) {
            ours.ids().stream().filter(id -> ID.matcher(id).matches()).forEach(id ->
                    assertFalse(answer.bodyText().contains(id), everything));
        }
    }

    /** The canary is found where it belongs, or its absence elsewhere would prove nothing. */
    @Test
    void ourOwnReadsShowOurTexts() {
        long shown = reads().map(operation -> ours.key().get(ours.path(operation)))
                .filter(answer -> answer.bodyText().contains(OURS)).count();
        assertTrue(shown > 10, () -> "only " + shown + " reads show the canary");
    }
}
