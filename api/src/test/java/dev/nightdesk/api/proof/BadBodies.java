package dev.nightdesk.api.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Wrong values for every field of a body, made of its schema: each is a valid body with one field spoilt, so that this
 * field is the reason for a refusal.
 */
final class BadBodies {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> WRONG = List.of("1.5", "12", "-1", "\"12\"", "true", "\"true\"", "[]", "{}",
            "[[]]", "[null]", "null", "\"\"", "{\"$gt\":\"\"}", "{\"$ne\":null}", "{\"$where\":\"sleep(9)\"}",
            "[{\"$gt\":\"\"}]", "{\"a.b\":1}", "1e30", "9007199254740993");
    private static final List<String> WRONG_TIMES = List.of("0000-00-00T00:00:00Z", "2026-02-30T00:00:00Z",
            "2026-01-01T24:00:01Z", "2026-01-01T00:00:00+99:00", "+999999999-12-31T23:59:59Z", "2026-01-01",
            "-0001-01-01T00:00:00Z", "2026-01-01T00:00:00", "1767225600", "now", "tomorrow",
            "2026-01-01T00:00:00Z; DROP TABLE", "2026-13-01T00:00:00Z", "9999-12-31T23:59:60.999Z");
    private static final Map<String, List<String>> WRONG_BY_NAME = Map.of(
            "time_zone", List.of("Mars/Phobos", "+25:00", "UTC+1", "../../etc/passwd", "europe/berlin", "GMT+30", ""),
            "locale", List.of("not a language", "e", "$gt", "en_US!"),
            "language", List.of("not a language", "e", "$gt", "en_US!"),
            "email", List.of("nobody", "a@b", "a b@example.com", "a@example.com\n", "@example.com", "a@exa mple.com"));
    private static final int LONGEST_ARRAY = 1_000;
    private static final int LONGEST_TEXT = 65_537;

    private BadBodies() {
    }

    /**
     * A spoilt body.
     *
     * @param pointer the field that is wrong
     * @param value what it holds
     * @param body the whole
     */
    record Bad(String pointer, JsonNode value, ObjectNode body) {
    }

    /** The body with each field of the schema, be it in the body or not, spoilt in every way. */
    static List<Bad> of(ObjectNode valid, JsonNode schema) {
        List<Bad> bodies = new ArrayList<>();
        eachField("#", valid, schema, (pointer, object, name, kind) -> {
            JsonNode before = object.get(name);
            for (JsonNode wrong : wrong(name, kind)) {
                object.set(name, wrong);
                bodies.add(new Bad(pointer, wrong, valid.deepCopy()));
            }
            restore(object, name, before);
        });
        return bodies;
    }

    /** The body with a field that nobody knows in each of its objects. */
    static List<Bad> unknownFields(ObjectNode valid, JsonNode schema) {
        List<Bad> bodies = new ArrayList<>();
        for (String name : List.of("unknown", "$where", "a.b", "__proto__", "constructor", "Name")) {
            eachObject("#", valid, schema, (pointer, object) -> {
                object.put(name, "x");
                bodies.add(new Bad(pointer + "/" + name, object.get(name), valid.deepCopy()));
                object.remove(name);
            });
        }
        return bodies;
    }

    /** Of all candidates those that the schema refuses, and texts that break a form which the schema cannot tell. */
    private static List<JsonNode> wrong(String name, JsonNode schema) {
        List<JsonNode> wrong = new ArrayList<>();
        WRONG.stream().map(BadBodies::parse).filter(value -> !fits(value, schema)).forEach(wrong::add);
        if (RequestShape.takes(schema, "string")) {
            WRONG_BY_NAME.getOrDefault(name, List.of()).forEach(text -> wrong.add(NODES.textNode(text)));
            wrong.add(NODES.textNode("x".repeat(Math.min(LONGEST_TEXT, schema.path("maxLength").asInt(300) + 1))));
            wrong.removeIf(value -> value.isTextual() && value.asText().length() == LONGEST_TEXT);
        }
        if (schema.path("format").asText().equals("date-time")) {
            WRONG_TIMES.forEach(text -> wrong.add(NODES.textNode(text)));
        }
        if (schema.has("maxItems") && schema.path("maxItems").asInt() < LONGEST_ARRAY) {
            ArrayNode tooMany = NODES.arrayNode();
            IntStream.rangeClosed(0, schema.path("maxItems").asInt()).forEach(i -> tooMany.add("item" + i));
            wrong.add(tooMany);
        }
        return wrong;
    }

    private static boolean fits(JsonNode value, JsonNode schema) {
        if (Stream.of("type", "oneOf", "anyOf", "allOf", "enum", "const").noneMatch(schema::has)) {
            // Of any type: what it has to be depends on the other fields.
            return true;
        }
        if (value.isNull()) {
            return RequestShape.takes(schema, "null");
        }
        if (value.isTextual()) {
            return RequestShape.takes(schema, "string") && fitsText(value.asText(), schema);
        }
        if (value.isArray()) {
            JsonNode items = RequestShape.resolve(schema.path("items"));
            return RequestShape.takes(schema, "array") && value.size() >= schema.path("minItems").asInt(0)
                    && value.valueStream().allMatch(item -> fits(item, items));
        }
        if (value.isObject()) {
            return RequestShape.takes(schema, "object") && value.isEmpty() && schema.path("required").isEmpty();
        }
        if (value.isBoolean()) {
            return RequestShape.takes(schema, "boolean");
        }
        boolean whole = value.decimalValue().stripTrailingZeros().scale() <= 0;
        boolean number = RequestShape.takes(schema, "number") || whole && RequestShape.takes(schema, "integer");
        return number && within(value, schema);
    }

    /** A form beyond length, list and pattern is taken as kept here; its breaches are listed by name. */
    private static boolean fitsText(String text, JsonNode schema) {
        boolean listed = !schema.has("enum")
                || schema.path("enum").valueStream().anyMatch(one -> one.asText().equals(text));
        boolean matches = !schema.has("pattern")
                || Pattern.compile(schema.path("pattern").asText()).matcher(text).find();
        return listed && matches && !schema.has("format") && text.length() >= schema.path("minLength").asInt(0);
    }

    private static boolean within(JsonNode value, JsonNode schema) {
        return value.asDouble() >= schema.path("minimum").asDouble(-Double.MAX_VALUE)
                && value.asDouble() <= schema.path("maximum").asDouble(Double.MAX_VALUE);
    }

    private static void eachField(String at, ObjectNode object, JsonNode schema, FieldVisitor visitor) {
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            JsonNode kind = RequestShape.resolve(property.getValue());
            visitor.visit(at + "/" + name, object, name, kind);
            inside(object, name, kind,
                    (pointer, child, childKind) -> eachField(at + pointer, child, childKind, visitor));
        });
    }

    private static void eachObject(String at, ObjectNode object, JsonNode schema, ObjectVisitor visitor) {
        visitor.visit(at, object);
        schema.path("properties").properties().forEach(property -> inside(object, property.getKey(),
                RequestShape.resolve(property.getValue()),
                (pointer, child, childKind) -> eachObject(at + pointer, child, childKind, visitor)));
    }

    /** Goes into objects and into the objects of lists, and puts them there for the time being where they lack. */
    private static void inside(ObjectNode object, String name, JsonNode kind, ChildVisitor visitor) {
        JsonNode before = object.get(name);
        JsonNode items = RequestShape.resolve(kind.path("items"));
        if (kind.has("properties")) {
            visitor.visit("/" + name, before instanceof ObjectNode present ? present : object.putObject(name), kind);
        } else if (items.has("properties")) {
            ArrayNode list = before instanceof ArrayNode present ? present : object.putArray(name);
            visitor.visit("/" + name + "/0",
                    list.path(0) instanceof ObjectNode first ? first : list.addObject(), items);
        }
        restore(object, name, before);
    }

    private static void restore(ObjectNode object, String name, JsonNode before) {
        if (before == null) {
            object.remove(name);
        } else {
            object.set(name, before);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return RequestShape.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @FunctionalInterface
    private interface FieldVisitor {
        void visit(String pointer, ObjectNode object, String name, JsonNode schema);
    }

    @FunctionalInterface
    private interface ObjectVisitor {
        void visit(String pointer, ObjectNode object);
    }

    @FunctionalInterface
    private interface ChildVisitor {
        void visit(String pointer, ObjectNode object, JsonNode schema);
    }
}
