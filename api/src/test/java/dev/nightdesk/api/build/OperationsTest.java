package dev.nightdesk.api.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.auth.Scope;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.openapi.Contract;
import dev.nightdesk.openapi.ContractOperation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The server's tables of operations and problems say what the contract says, no more and no less. */
class OperationsTest {
    private static final Map<CallerKind, String> SCHEMES = new EnumMap<>(Map.of(CallerKind.PLATFORM, "platformKey",
            CallerKind.API_KEY, "apiKey", CallerKind.AGENT, "agentToken", CallerKind.CUSTOMER, "customerToken"));

    @Test
    void everyOperationIsInTheContractWithItsPathScopeAndCallers() {
        Map<String, String> contract = new TreeMap<>();
        Contract.operations().forEach(operation -> contract.put(operation.id(), line(operation)));
        Map<String, String> served = new TreeMap<>();
        Stream.of(Operation.values()).forEach(operation -> served.put(operation.id(), line(operation)));
        assertEquals(String.join("\n", contract.values()), String.join("\n", served.values()));
    }

    @Test
    void aRunningNodeServesEveryOperation() {
        try (TestNode node = TestNode.start()) {
            Set<Operation> missing = EnumSet.allOf(Operation.class);
            missing.removeAll(node.operations());
            assertEquals(Set.of(), missing, "operations without a route");
        }
    }

    /** A route that opens, or a scope that weakens, shows in the difference of a file. */
    @Test
    void whoMayCallWhatIsWrittenDown() throws IOException {
        String routes = Stream.of(Operation.values()).map(OperationsTest::route).sorted()
                .collect(Collectors.joining("\n", "", "\n"));
        try (InputStream golden = OperationsTest.class.getResourceAsStream("/routes.txt")) {
            assertEquals(new String(golden.readAllBytes(), StandardCharsets.UTF_8), routes);
        }
    }

    @Test
    void everyProblemIsInTheContractWithItsStatusAndTitle() {
        Map<String, String> served = new TreeMap<>();
        Stream.of(ProblemCode.values()).forEach(code -> served.put(code.wireName(), code.status() + " " + code.title()));
        Map<String, String> contract = new TreeMap<>();
        Contract.problemStatuses().forEach((code, status) -> contract.put(code,
                status + " " + Contract.problemTitles().get(code)));
        assertEquals(contract, served);
    }

    private static String line(ContractOperation operation) {
        return operation.id() + " " + operation.method() + " " + nameless(operation.path()) + " "
                + new TreeMap<>(operation.callers());
    }

    private static String line(Operation operation) {
        Map<String, List<String>> callers = new TreeMap<>();
        operation.callers().forEach(kind -> callers.put(SCHEMES.get(kind), scopes(operation, kind)));
        return operation.id() + " " + operation.method() + " " + nameless(operation.path()) + " " + callers;
    }

    /** Customers are held by what they may see, and the platform key has but one scope. */
    private static List<String> scopes(Operation operation, CallerKind kind) {
        return switch (kind) {
            case CUSTOMER -> List.of();
            case PLATFORM -> List.of(Scope.PLATFORM.wireName());
            case API_KEY, AGENT -> List.of(operation.scope().wireName());
        };
    }

    private static String nameless(String path) {
        return path.replaceAll("\\{[a-z_]+}", "{}");
    }

    private static String route(Operation operation) {
        Scope scope = operation.scope();
        String callers = operation.callers().stream().map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .sorted().collect(Collectors.joining(" "));
        return "%-62s %-6s %-20s %s".formatted(operation.path(), operation.method(),
                scope == null ? "-" : scope.wireName(), callers.isEmpty() ? "anybody" : callers);
    }
}
