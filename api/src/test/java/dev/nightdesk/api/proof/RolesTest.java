package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.platform.auth.AgentRole;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each lower role at each higher function, in its own workspace, on what it may otherwise see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
    /** Until a message holds it, an upload is its maker's alone. */
    private static final Set<Operation> SEEN_BY_THEIR_MAKER = Set.of(Operation.GET_ATTACHMENT,
            Operation.GET_ATTACHMENT_CONTENT);

    private final Map<Scope, TestClient> without = new EnumMap<>(Scope.class);
    private AccessNode node;
    private FurnishedWorkspace workspace;
    private TestClient agent;
    private TestClient customer;

    @BeforeAll
    void furnish() {
        node = AccessNode.start();
        workspace = new FurnishedWorkspace(node, "roles");
        agent = workspace.agent("agent");
        customer = workspace.customer();
        Stream.of(Operation.values()).filter(operation -> operation.scope() != null).forEach(operation -> {
            FurnishedWorkspace.parameters(operation).forEach(workspace::id);
            workspace.body(operation);
        });
    }

    @AfterAll
    void stop() {
        node.close();
    }

    static Stream<Operation> operations() {
        return Stream.of(Operation.values())
                .filter(operation -> operation.scope() != null && operation.scope() != Scope.PLATFORM);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whoLacksTheScopeIsRefusedAndChangesNothing(Operation operation) {
        ObjectNode body = workspace.body(operation);
        TestClient lesser = without.computeIfAbsent(operation.scope(), this::keyWithout);
        Map<String, String> before = DatabaseDigest.of(node, workspace.workspaceId());
        if (SEEN_BY_THEIR_MAKER.contains(operation)) {
            send(lesser, operation, body).problem(404, "not_found");
        } else {
            send(lesser, operation, body).problem(403, "insufficient_scope");
        }
        boolean agents = operation.scope().grantedBy(AgentRole.AGENT.scopes());
        if (!agents) {
            send(agent, operation, body).problem(403, "insufficient_scope");
        }
        if (!operation.callers().contains(CallerKind.CUSTOMER)) {
            send(customer, operation, body).problem(401, "credential_not_accepted");
        }
        send(node.platform(), operation, body).expect(operation.callers().contains(CallerKind.PLATFORM) ? 404 : 401);
        DatabaseDigest.assertUnchanged(before, node, workspace.workspaceId());
    }

    /** The refusals above are about the scope alone: with just that one, the same request is not refused so. */
    @ParameterizedTest
    @MethodSource("operations")
    void whoHoldsJustTheScopeIsNotRefused(Operation operation) {
        FurnishedWorkspace own = new FurnishedWorkspace(node, "scope");
        TestAnswer answer = FurnishedWorkspace.send(own.key(List.of(operation.scope().wireName())), operation,
                own.path(operation), own.body(operation));
        assertFalse(Set.of(401, 403).contains(answer.status()) || answer.status() >= 500, answer.bodyText());
    }

    static Stream<Operation> platformOperations() {
        return Stream.of(Operation.values()).filter(operation -> operation.scope() == Scope.PLATFORM);
    }

    @ParameterizedTest
    @MethodSource("platformOperations")
    void theOperatorsOperationsTakeNoOtherKey(Operation operation) {
        ObjectNode body = workspace.body(operation);
        Map<String, String> before = DatabaseDigest.of(node, "platform");
        for (TestClient client : List.of(workspace.key(), agent, customer)) {
            send(client, operation, body).problem(401, "credential_not_accepted");
        }
        DatabaseDigest.assertUnchanged(before, node, "platform");
    }

    private TestAnswer send(TestClient client, Operation operation, ObjectNode body) {
        return FurnishedWorkspace.send(client, operation, workspace.path(operation), body);
    }

    private TestClient keyWithout(Scope scope) {
        return workspace.key(Scope.GRANTABLE.stream().filter(one -> one != scope && one != Scope.ADMIN)
                .map(Scope::wireName).toList());
    }
}
