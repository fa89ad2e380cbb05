package dev.nightdesk.sdk;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.sdk.ScriptedServer.Reply;
import dev.nightdesk.sdk.error.DocumentedProblemException;
import dev.nightdesk.sdk.error.NightdeskProblemException;
import dev.nightdesk.sdk.error.Problems;
import dev.nightdesk.sdk.model.Problem;
import dev.nightdesk.sdk.model.ProblemCode;
import java.net.http.HttpHeaders;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ContractTest extends ClientTest {

    /** Pages for a browser. */
    private static final Set<String> NOT_FOR_PROGRAMS = Set.of("getDocs", "getDocsFile");

    @TestFactory
    Stream<DynamicTest> everyExampleIsReadAndWrittenBackEqual() {
        List<Contract.Example> examples = Contract.examples();
        assertTrue(examples.size() > 100, () -> "Only " + examples.size() + " examples found");
        return examples.stream().filter(example -> !example.schema().isEmpty())
                .map(example -> dynamicTest(example.name(), () -> {
                    Class<?> type = Class.forName("dev.nightdesk.sdk.model." + example.schema());
                    Object value = Json.MAPPER.treeToValue(example.value(), type);
                    JsonNode written = Json.MAPPER.readTree(Json.bytes(value));

                    assertTrue(example.value().equals(ContractTest::compare, written),
                            () -> example.value() + "\n" + written);
                    assertEquals(value, Json.MAPPER.treeToValue(written, type));
                    assertEquals(value, rebuilt(value));
                }));
    }

    // 1 is 1.0, and an instant may be given with any offset and without milliseconds.
    private static int compare(JsonNode left, JsonNode right) {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue());
        }
        return instant(left).equals(instant(right)) ? 0 : 1;
    }

    private static Object instant(JsonNode node) {
        try {
            return node.isTextual() ? OffsetDateTime.parse(node.textValue()).toInstant() : node;
        } catch (DateTimeParseException e) {
            return node;
        }
    }

    private static Object rebuilt(Object value) throws ReflectiveOperationException {
        Object builder = value.getClass().getMethod("toBuilder").invoke(value);
        return builder.getClass().getMethod("build").invoke(builder);
    }

    @TestFactory
    Stream<DynamicTest> everyProblemHasItsException() {
        return Contract.problems().map(problem -> dynamicTest(problem.getKey(), () -> {
            Problem document = Json.MAPPER.convertValue(Map.of("code", problem.getKey()), Problem.class);
            int status = problem.getValue().path("status").asInt();
            NightdeskProblemException exception =
                    Problems.exception(document, status, HttpHeaders.of(Map.of(), (name, value) -> true));

            assertEquals(problem.getKey().replace("_", "") + "exception",
                    exception.getClass().getSimpleName().toLowerCase(Locale.ROOT));
            assertTrue(DocumentedProblemException.class.isInstance(exception));
            assertEquals(status, exception.status());
            assertTrue(ProblemCode.of(problem.getKey()).known() != ProblemCode.Known.UNRECOGNIZED);
        }));
    }

    @Test
    void thereIsNoExceptionWithoutAProblem() {
        assertEquals(Contract.problems().count(), DocumentedProblemException.class.getPermittedSubclasses().length);
    }

    @Test
    void everyOperationIsReachedThroughAGroup() throws Exception {
        server.otherwise(Reply.json(200, "{\"id\": \"x\", \"done\": true, \"data\": [], \"has_more\": false}"));
        GroupWalk.callEverything(client());
        Set<String> reached = server.received().stream()
                .map(received -> Contract.operation(received.method(), received.uri()))
                .collect(toCollection(TreeSet::new));
        Set<String> expected = Contract.operations().map(operation -> operation.path("operationId").asText())
                .filter(id -> !NOT_FOR_PROGRAMS.contains(id)).collect(toCollection(TreeSet::new));

        assertEquals(expected, reached);
    }
}
