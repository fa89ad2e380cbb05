package dev.nightdesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The document as this module's jar carries it, and the parts that tests ask for. */
final class ContractDocument {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final String ROOT = read("openapi.json");
    private static final JsonNode DOCUMENT = parse(ROOT);

    private ContractDocument() {
    }

    /** One operation of the document. */
    record Operation(String path, String method, JsonNode node) {

        String id() {
            return node.path("operationId").asText();
        }

        boolean isPublic() {
            return node.path("security").isArray() && node.path("security").isEmpty();
        }

        JsonNode response(String status) {
            return dereference(node.path("responses").path(status));
        }

        @Override
        public String toString() {
            return method.toUpperCase(Locale.ROOT) + " " + path;
        }
    }

    static JsonNode root() {
        return DOCUMENT;
    }

    static String json() {
        return ROOT;
    }

    static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        DOCUMENT.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(item -> METHODS.contains(item.getKey()))
                .forEach(item -> operations.add(new Operation(path.getKey(), item.getKey(), item.getValue()))));
        return operations;
    }

    static JsonNode schemas() {
        return DOCUMENT.at("/components/schemas");
    }

    /** What a reference into the document points to; any other node as it is. */
    static JsonNode dereference(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : DOCUMENT.at(reference.substring(1));
    }

    /** Hands every node below one, itself included, to a visitor together with its JSON Pointer. */
    static void walk(JsonNode node, String pointer, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, node);
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String name = field.getKey().replace("~", "~0").replace("/", "~1");
                walk(field.getValue(), pointer + "/" + name, visitor);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(node.get(i), pointer + "/" + i, visitor);
        }
    }

    static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name) {
        try (InputStream in = ContractDocument.class.getResourceAsStream("/" + Main.RESOURCES + "/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
