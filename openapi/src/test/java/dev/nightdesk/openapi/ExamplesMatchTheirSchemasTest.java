package dev.nightdesk.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExamplesMatchTheirSchemasTest {

    private static final Path EXAMPLES = Path.of("examples");
    // No operation answers 405, so nothing in the document shows its problem; the server's tests do.
    private static final Path OUTSIDE = EXAMPLES.resolve("problem/method_not_allowed.json");

    /** An example, and the schema beside it. */
    private record Example(String pointer, JsonNode value, Place schema) {

        List<String> faults() {
            return SchemaCheck.faults(value, schema);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyExampleMatchesItsSchema() {
        return examples().stream().map(example ->
                dynamicTest(example.pointer(), () -> assertEquals(List.of(), example.faults())));
    }

    @Test
    void everyExampleFileStandsInTheDocument() throws IOException {
        Set<JsonNode> used = new HashSet<>(examples().stream().map(Example::value).toList());
        Set<Path> unused = new TreeSet<>();
        for (Path file : exampleFiles()) {
            if (!used.contains(new ObjectMapper().readTree(file.toFile()))) {
                unused.add(file);
            }
        }
        assertEquals(Set.of(OUTSIDE), unused);
    }

    @Test
    void theExampleOutsideTheDocumentMatchesToo() throws IOException {
        JsonNode example = new ObjectMapper().readTree(OUTSIDE.toFile());
        assertEquals(List.of(), SchemaCheck.faults(example, schema("Problem")));
    }

    @Test
    void aWrongExampleIsNoticed() {
        for (String field : List.of("status", "created_at", "staus")) {
            ObjectNode wrong = (ObjectNode) ContractDocument.parse(Contract.example("conversation/conversation"));
            wrong.put(field, "yesterday");
            assertFalse(SchemaCheck.faults(wrong, schema("Conversation")).isEmpty(), field);
        }
    }

    private static Place schema(String name) {
        return Place.root().at("components").at("schemas").at(name);
    }

    private static List<Example> examples() {
        List<Example> found = new ArrayList<>();
        ContractDocument.walk(ContractDocument.root(), "", (pointer, node) -> {
            if (node.path("schema").isObject() && node.path("examples").isObject()) {
                node.path("examples").properties().forEach(example -> found.add(new Example(
                        pointer + "/examples/" + example.getKey(), example.getValue().path("value"),
                        new Place(node, pointer).at("schema"))));
            }
        });
        assertTrue(found.size() > ContractDocument.operations().size(), "fewer examples than operations");
        return found;
    }

    private static List<Path> exampleFiles() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
