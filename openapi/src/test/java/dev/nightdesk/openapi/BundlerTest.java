package dev.nightdesk.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlerTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void aSmallContract() throws IOException {
        write("openapi.yaml", "openapi: 3.1.0\npaths:\n  /b: {$ref: paths/b.yaml#/b}\n  /a: {$ref: paths/b.yaml#/a}\n");
        write("paths/b.yaml", """
                b:
                  get: {schema: {$ref: ../schemas/tree.yaml#/Tree}}
                a:
                  get:
                    examples: {one: {externalValue: ../examples/leaf.json}}
                    schema: {$ref: ../schemas/leaf.yaml#/Leaf}
                """);
        write("schemas/tree.yaml", """
                Tree:
                  properties:
                    left: {$ref: '#/Tree', description: The left one.}
                    leaf: {$ref: leaf.yaml#/Leaf}
                """);
        write("schemas/leaf.yaml", "Leaf: {type: string}\n");
        write("examples/leaf.json", "\"green\"\n");
    }

    @Test
    void schemasBecomeSortedComponents() {
        JsonNode components = Bundler.bundle(folder).path("components").path("schemas");
        assertEquals(ContractDocument.parse("""
                {"Leaf": {"type": "string"},
                 "Tree": {"properties": {
                   "left": {"$ref": "#/components/schemas/Tree", "description": "The left one."},
                   "leaf": {"$ref": "#/components/schemas/Leaf"}}}}
                """).toString(), components.toString());
    }

    @Test
    void pathsAreReplacedByTheirContentInTheOrderOfTheIndex() {
        JsonNode paths = Bundler.bundle(folder).path("paths");
        assertEquals(ContractDocument.parse("""
                {"/b": {"get": {"schema": {"$ref": "#/components/schemas/Tree"}}},
                 "/a": {"get": {"examples": {"one": {"value": "green"}},
                                "schema": {"$ref": "#/components/schemas/Leaf"}}}}
                """).toString(), paths.toString());
    }

    @Test
    void equalSourcesGiveEqualText() {
        assertEquals(DocumentFormat.yaml(Bundler.bundle(folder)), DocumentFormat.yaml(Bundler.bundle(folder)));
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("examples/leaf.json"));
        assertRefused("There is no file examples/leaf.json");
    }

    @Test
    void aReferenceThatLeadsNowhereIsNamed() throws IOException {
        write("schemas/leaf.yaml", "Twig: {type: string}\n");
        assertRefused("refers to Leaf, which schemas/leaf.yaml does not have");
    }

    @Test
    void oneNameInTwoFilesIsRefused() throws IOException {
        write("schemas/other.yaml", "Leaf: {type: integer}\n");
        write("paths/b.yaml", """
                b: {get: {schema: {$ref: ../schemas/leaf.yaml#/Leaf}}}
                a: {get: {schema: {$ref: ../schemas/other.yaml#/Leaf}}}
                """);
        assertRefused("Both schemas/leaf.yaml and schemas/other.yaml have a Leaf in schemas");
    }

    @Test
    void aDuplicateKeyIsRefused() throws IOException {
        write("schemas/leaf.yaml", "Leaf: {type: string}\nLeaf: {type: integer}\n");
        assertRefused("schemas/leaf.yaml cannot be parsed");
    }

    @Test
    void aFileOutsideTheContractIsRefused() throws IOException {
        write("openapi.yaml", "paths: {/a: {$ref: ../other.yaml#/a}}\n");
        assertRefused("points outside the contract");
    }

    @Test
    void textThatLooksLikeANumberOrATimeStaysText() {
        String yaml = DocumentFormat.yaml(ContractDocument.parse("""
                {"200": "2026-03-02", "a": "1.0", "b": "true", "c": "plain", "d": 1}
                """));
        assertEquals("\"200\": \"2026-03-02\"\na: \"1.0\"\nb: \"true\"\nc: plain\nd: 1\n", yaml);
    }

    private void assertRefused(String message) {
        String refusal = assertThrows(BundleException.class, () -> Bundler.bundle(folder)).getMessage();
        assertTrue(refusal.contains(message), refusal);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
