package dev.nightdesk.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The contract that the SDK is held to. */
final class Contract {

    private static final JsonNode DOCUMENT = read();

    private Contract() {
    }

    private static JsonNode read() {
        try (InputStream stream = Contract.class.getResourceAsStream("/dev/nightdesk/openapi/openapi.json")) {
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> operations() {
        return DOCUMENT.path("paths").valueStream().flatMap(JsonNode::valueStream).filter(node -> node.has("operationId"));
    }

    /** The operation that a request reaches; a path without parameters goes before one with. */
    static String operation(String method, String uri) {
        String path = uri.replaceFirst("\\?.*", "");
        return DOCUMENT.path("paths").propertyStream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{\\w+}", "[^/]+")))
                .filter(entry -> entry.getValue().has(method.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparing(entry -> entry.getKey().contains("{")))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)).path("operationId").asText())
                .orElseThrow(() -> new AssertionError("Not in the contract: " + method + " " + uri));
    }

    /** The table of problems: code, and its status, title and meaning. */
    static Stream<Map.Entry<String, JsonNode>> problems() {
        return DOCUMENT.path("components").path("schemas").path("ProblemCode").path("x-problems").propertyStream();
    }

    /** Every example of a JSON body with the name of its schema. */
    static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        operations().forEach(operation -> {
            collect(operation, operation.path("requestBody"), examples);
            operation.path("responses").forEach(response -> collect(operation, response, examples));
        });
        DOCUMENT.path("components").path("responses").forEach(response -> collect(response, response, examples));
        return examples;
    }

    private static void collect(JsonNode operation, JsonNode bodied, List<Example> examples) {
        bodied.path("content").forEach(content -> {
            String reference = content.path("schema").path("$ref").asText();
            content.path("examples").properties().forEach(named -> examples.add(new Example(
                    operation.path("operationId").asText("shared") + " " + named.getKey(),
                    reference.substring(reference.lastIndexOf('/') + 1), named.getValue().path("value"))));
        });
    }

    /** One example. */
    record Example(String name, String schema, JsonNode value) {
    }
}
