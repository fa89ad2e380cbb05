package dev.nightdesk.openapi;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SchemasAreCompleteTest {

    private static final String SCHEMAS = "/components/schemas/";

    @Test
    void everySchemaAndPropertyIsDescribed() {
        List<String> silent = new ArrayList<>();
        ContractDocument.schemas().properties().forEach(schema -> {
            addIfSilent(schema.getKey(), schema.getValue(), silent);
            schema.getValue().path("properties").properties().forEach(property ->
                    addIfSilent(schema.getKey() + "." + property.getKey(), property.getValue(), silent));
        });
        assertEquals(List.of(), silent);
    }

    @Test
    void objectsAreNamedComponents() {
        List<String> inline = new ArrayList<>();
        ContractDocument.walk(ContractDocument.root(), "", (pointer, node) -> {
            boolean component = pointer.matches(SCHEMAS + "[A-Za-z]+");
            boolean example = pointer.contains("/examples/");
            if (!component && !example && node.path("type").asText().equals("object") && node.path("properties").isObject()) {
                inline.add(pointer);
            }
        });
        assertEquals(List.of(), inline);
    }

    @Test
    void answersHaveNoAlternatives() {
        List<String> alternatives = new ArrayList<>();
        for (String name : reachableFrom("responses")) {
            ContractDocument.walk(ContractDocument.schemas().path(name), name, (pointer, node) -> {
                if (node.has("oneOf") || node.has("anyOf") || node.has("discriminator")) {
                    alternatives.add(pointer);
                }
            });
        }
        assertEquals(List.of(), alternatives);
    }

    @Test
    void answersMayGainFields() {
        List<String> closed = reachableFrom("responses").stream()
                .filter(name -> isFalse(ContractDocument.schemas().path(name).path("additionalProperties"))).toList();
        assertEquals(List.of(), closed);
    }

    @Test
    void bodiesMayNotCarryUnknownFields() {
        List<String> open = reachableFrom("requestBody").stream()
                .filter(name -> ContractDocument.schemas().path(name).path("properties").isObject())
                .filter(name -> !isFalse(ContractDocument.schemas().path(name).path("additionalProperties"))).toList();
        assertEquals(List.of(), open);
    }

    @Test
    void requiredFieldsAreProperties() {
        ContractDocument.schemas().properties().forEach(schema -> schema.getValue().path("required").forEach(field ->
                assertTrue(schema.getValue().path("properties").has(field.asText()), schema.getKey() + "." + field)));
    }

    @Test
    void answersAndBodiesAreBothFound() {
        assertAll(
                () -> assertTrue(reachableFrom("responses").containsAll(Set.of("Conversation", "Problem", "Actor"))),
                () -> assertTrue(reachableFrom("requestBody").containsAll(Set.of("MessageCreate", "Metadata"))),
                () -> assertFalse(reachableFrom("requestBody").contains("Conversation")));
    }

    private static void addIfSilent(String name, JsonNode schema, List<String> silent) {
        boolean described = !schema.path("description").asText().isBlank()
                || !ContractDocument.dereference(schema).path("description").asText().isBlank();
        if (!described) {
            silent.add(name);
        }
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.booleanValue();
    }

    private static Set<String> reachableFrom(String part) {
        Set<String> names = new TreeSet<>();
        ContractDocument.operations().forEach(operation -> addReferences(operation.node().path(part), names));
        return names;
    }

    private static void addReferences(JsonNode from, Set<String> names) {
        ContractDocument.walk(from, "", (pointer, node) -> {
            String reference = node.path("$ref").asText();
            if (reference.startsWith("#" + SCHEMAS)) {
                String name = reference.substring(SCHEMAS.length() + 1);
                if (names.add(name)) {
                    addReferences(ContractDocument.schemas().path(name), names);
                }
            } else if (reference.startsWith("#/")) {
                addReferences(ContractDocument.dereference(node), names);
            }
        });
    }
}
