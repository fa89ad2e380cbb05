package dev.nightdesk.api.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts a word into every free text of a body, so that it can be found again wherever it may come out. */
final class Marking {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String word;
    private final Map<String, JsonNode> originals = new HashMap<>();

    Marking(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Marks the texts that have no form of their own, and adds those that the example leaves out. */
    void mark(ObjectNode body, JsonNode schema) {
        originals.clear();
        mark("#", body, schema);
    }

    private void mark(String at, ObjectNode body, JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            JsonNode kind = RequestShape.resolve(property.getValue());
            String pointer = at + "/" + name;
            if (isFree(kind)) {
                replace(pointer, body, name);
            } else if (body.path(name) instanceof ObjectNode object) {
                mark(pointer, object, kind);
                    markValues(pointer, object, kind);
            } else if (body.path(name) instanceof ArrayNode array) {
                markItems(pointer, array, RequestShape.resolve(kind.path("items")));
            }
        });
    }

    private void markItems(String at, ArrayNode array, JsonNode schema) {
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof ObjectNode object) {
                mark(at + "/" + i, object, schema);
            }
        }
    }

    /** The values of free objects, such as attributes and metadata. */
    private void markValues(String at, ObjectNode object, JsonNode schema) {
        if (!schema.has("properties")) {
            object.properties().stream().filter(field -> field.getValue().isTextual()).map(Map.Entry::getKey)
                    .toList().forEach(name -> replace(at + "/" + name, object, name));
        }
    }

    private void replace(String pointer, ObjectNode object, String name) {
        originals.put(pointer, object.path(name));
        object.put(name, word + "-" + object.path(name).asText("") + COUNTER.incrementAndGet());
    }

    /** Takes back what the errors of a refusal point at. */
    void unmark(ObjectNode body, JsonNode errors) {
        List<String> pointers = new ArrayList<>();
        errors.forEach(error -> pointers.add(error.path("pointer").asText()));
        for (String pointer : pointers) {
            JsonNode original = originals.remove(pointer);
            int slash = pointer.lastIndexOf('/');
            if (original != null && body.at(pointer.substring(1, slash)) instanceof ObjectNode parent) {
                restore(parent, pointer.substring(slash + 1), original);
            }
        }
    }

    private static void restore(ObjectNode object, String name, JsonNode original) {
        if (original.isMissingNode()) {
            object.remove(name);
        } else {
            object.set(name, original);
        }
    }

    private static boolean isFree(JsonNode schema) {
        return RequestShape.takes(schema, "string") && !schema.has("enum") && !schema.has("pattern")
                && !schema.has("format");
    }
}
