package dev.nightdesk.api.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.api.platform.http.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the contract says about the request of one operation. */
record RequestShape(Operation operation, JsonNode node) {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode DOCUMENT = read();

    /** The shape of the operation, found by its id. */
    static RequestShape of(Operation operation) {
        for (JsonNode path : DOCUMENT.path("paths")) {
            JsonNode node = path.path(operation.method().name().toLowerCase(Locale.ROOT));
            if (node.path("operationId").asText().equals(operation.id())) {
                return new RequestShape(operation, node);
            }
        }
        throw new AssertionError("the contract does not have " + operation.id());
    }

    /** All operations that take a JSON body. */
    static List<RequestShape> withBody() {
        return List.of(Operation.values()).stream().map(RequestShape::of).filter(shape -> shape.schema().isObject())
                .toList();
    }

    /** The schema of the JSON body; missing where there is none. */
    JsonNode schema() {
        return resolve(node.at("/requestBody/content/application~1json/schema"));
    }

    /** Valid bodies, as the contract shows them. */
    List<ObjectNode> examples() {
        return node.at("/requestBody/content/application~1json/examples").valueStream()
                .map(example -> example.path("value").<ObjectNode>deepCopy()).toList();
    }

    /** A body that is no JSON, by its media type; empty where there is none of a fixed type. */
    Optional<Map.Entry<String, String>> textExample() {
        for (var content : node.at("/requestBody/content").properties()) {
            for (JsonNode example : content.getValue().path("examples")) {
                if (content.getKey().startsWith("text/")) {
                    return Optional.of(Map.entry(content.getKey(), example.path("value").asText()));
                }
            }
        }
        return Optional.empty();
    }

    /** The parameters that a query must have, with values of their form; empty, or from the question mark on. */
    String requiredQuery() {
        String pairs = query().stream().filter(parameter -> parameter.path("required").asBoolean())
                .map(parameter -> parameter.path("name").asText() + "=" + value(parameter))
                .collect(Collectors.joining("&"));
        return pairs.isEmpty() ? "" : "?" + pairs;
    }

    private static String value(JsonNode parameter) {
        JsonNode schema = resolve(parameter.path("schema"));
        for (JsonNode place : List.of(parameter.path("example"), schema.path("example"),
                schema.path("examples").path(0))) {
            if (!place.isMissingNode()) {
                return URLEncoder.encode(place.asText(), StandardCharsets.UTF_8);
            }
        }
        return switch (schema.path("format").asText()) {
            case "date-time" -> "2031-03-02T08:00:00Z";
            case "date" -> "2031-03-02";
            case "duration" -> "PT1H";
            default -> "email:nobody@example.com";
        };
    }

    /** The names of the fields that the answer has and the body does not: the caller may read them only. */
    List<String> readOnlyFields() {
        TreeSet<String> names = new TreeSet<>();
        for (String status : List.of("200", "201")) {
            JsonNode answer = resolve(resolve(node.path("responses").path(status))
                    .at("/content/application~1json/schema"));
            answer.path("properties").fieldNames().forEachRemaining(names::add);
        }
        schema().path("properties").fieldNames().forEachRemaining(names::remove);
        return List.copyOf(names);
    }

    /** Whether the answer is a page of resources. */
    boolean isList() {
        return resolve(resolve(node.path("responses").path("200")).at("/content/application~1json/schema"))
                .path("properties").has("data");
    }

    /** The parameters of the query. */
    List<JsonNode> query() {
        List<JsonNode> parameters = new ArrayList<>();
        for (JsonNode reference : node.path("parameters")) {
            JsonNode parameter = resolve(reference);
            if (parameter.path("in").asText().equals("query")) {
                parameters.add(parameter);
            }
        }
        return parameters;
    }

    /** What a reference stands for; any other node as it is. */
    static JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : resolve(DOCUMENT.at(reference.substring(1)));
    }

    /** Whether the schema takes values of the type, or null. */
    static boolean takes(JsonNode schema, String type) {
        JsonNode types = schema.path("type");
        for (JsonNode one : types) {
            if (one.asText().equals(type)) {
                return true;
            }
        }
        return types.asText().equals(type);
    }

    private static JsonNode read() {
        try (InputStream document = RequestShape.class.getResourceAsStream("/dev/nightdesk/openapi/openapi.json")) {
            return JSON.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
