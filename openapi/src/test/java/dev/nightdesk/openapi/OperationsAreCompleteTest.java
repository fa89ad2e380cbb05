package dev.nightdesk.openapi;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.openapi.ContractDocument.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OperationsAreCompleteTest {

    @TestFactory
    Stream<DynamicTest> everyOperationIsNamedAndDescribed() {
        return each(operation -> assertAll(
                () -> assertTrue(operation.id().matches("[a-z][A-Za-z]+"), "operationId"),
                () -> assertFalse(operation.node().path("summary").asText().isBlank(), "summary"),
                () -> assertTrue(operation.node().path("description").asText().endsWith("."), "description"),
                () -> assertEquals(1, operation.node().path("tags").size(), "tags"),
                () -> assertTrue(operation.node().path("security").isArray(), "security")));
    }

    @Test
    void operationIdsAreUnique() {
        Set<String> ids = new HashSet<>();
        ContractDocument.operations().forEach(operation ->
                assertTrue(ids.add(operation.id()), () -> operation.id() + " stands twice"));
    }

    @TestFactory
    Stream<DynamicTest> everySuccessWithABodyHasAnExample() {
        return each(operation -> {
            List<JsonNode> successes = statuses(operation).stream()
                    .filter(status -> status.startsWith("2")).map(operation::response).toList();
            assertFalse(successes.isEmpty(), "no success");
            for (JsonNode success : successes) {
                success.path("content").properties().stream()
                        .filter(media -> !media.getValue().path("schema").path("format").asText().equals("binary"))
                        .forEach(media -> assertFalse(media.getValue().path("examples").isEmpty(), media.getKey()));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everyOperationTellsTheProblemsItsShapeBrings() {
        return each(operation -> {
            Set<String> missing = new TreeSet<>(expectedProblems(operation));
            missing.removeAll(statuses(operation));
            assertEquals(Set.of(), missing, "problem responses that are missing");
        });
    }

    @TestFactory
    Stream<DynamicTest> everyProblemIsAProblemDocument() {
        return each(operation -> statuses(operation).stream()
                .filter(status -> status.matches("[45].."))
                .forEach(status -> assertEquals("#/components/schemas/Problem",
                        operation.response(status).at("/content/application~1problem+json/schema/$ref").asText(),
                        status)));
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerCarriesItsHeaders() {
        return each(operation -> statuses(operation).forEach(status -> {
            JsonNode headers = operation.response(status).path("headers");
            assertTrue(headers.has("Request-Id"), status);
            if (status.startsWith("2") && !operation.isPublic()) {
                assertTrue(headers.has("RateLimit") && headers.has("RateLimit-Policy"), status);
            }
            if (status.equals("304")) {
                assertTrue(headers.has("ETag"), status);
            }
            if (status.equals("202")) {
                assertTrue(headers.has("Location"), status);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> writesTakeTheirConditions() {
        return each(operation -> {
            Set<String> parameters = parameters(operation);
            boolean repeatable = Set.of("post", "patch").contains(operation.method());
            assertEquals(repeatable, parameters.contains("Idempotency-Key"), "Idempotency-Key");
            if (Set.of("patch", "delete", "put").contains(operation.method())) {
                assertTrue(parameters.contains("If-Match"), "If-Match");
            }
            assertEquals(statuses(operation).contains("304"), parameters.contains("If-None-Match"), "If-None-Match");
        });
    }

    private static Set<String> expectedProblems(Operation operation) {
        Set<String> expected = new TreeSet<>(Set.of("400", "406", "414", "431", "500"));
        if (!operation.isPublic()) {
            expected.addAll(Set.of("401", "403", "429", "503"));
        }
        if (operation.path().contains("{")) {
            expected.add("404");
        }
        switch (operation.method()) {
            case "post" -> expected.addAll(Set.of("409", "413", "415", "422"));
            case "put" -> expected.addAll(Set.of("409", "412", "413", "415", "422"));
            case "patch" -> expected.addAll(Set.of("409", "412", "413", "415", "422", "428"));
            case "delete" -> expected.addAll(Set.of("412", "428"));
            default -> { }
        }
        return expected;
    }

    private static Set<String> statuses(Operation operation) {
        Set<String> statuses = new TreeSet<>();
        operation.node().path("responses").fieldNames().forEachRemaining(statuses::add);
        return statuses;
    }

    private static Set<String> parameters(Operation operation) {
        Set<String> names = new TreeSet<>();
        StreamSupport.stream(operation.node().path("parameters").spliterator(), false)
                .map(ContractDocument::dereference)
                .forEach(parameter -> names.add(parameter.path("name").asText()));
        return names;
    }

    private static Stream<DynamicTest> each(Consumer<Operation> rule) {
        List<Operation> operations = ContractDocument.operations();
        assertTrue(operations.size() > 50, "the document lost its operations");
        return operations.stream().map(operation -> dynamicTest(operation.toString(), () -> rule.accept(operation)));
    }
}
