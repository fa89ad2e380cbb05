package dev.nightdesk.api.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Makes an example of the contract into a body that can be sent: ids that exist, keys that are free, times to come. */
final class ExampleBody {
    private static final Pattern ID = Pattern.compile("[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}");
    private static final Pattern INSTANT = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*");
    private static final Pattern PHONE = Pattern.compile("\\+\\d{7,15}");
    private static final Set<String> KEYS = Set.of("external_id", "email");
    private static final AtomicInteger COUNTER = new AtomicInteger(100_000);
    private static final String RECEIVER = "http://127.0.0.1:9/hook";

    private ExampleBody() {
    }

    /** The example with references that the function finds for the prefix of an id; null for one to be left out. */
    static ObjectNode fill(ObjectNode example, UnaryOperator<String> reference) {
        return (ObjectNode) filled("", example, reference);
    }

    private static JsonNode filled(String name, JsonNode node, UnaryOperator<String> reference) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(filled(field.getKey(), field.getValue(), reference)));
            object.removeIf(JsonNode::isMissingNode);
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, filled(name, array.get(i), reference));
            }
        } else if (ID.matcher(node.asText()).matches()) {
            // Nothing stands yet where the first of its kind refers to its like.
            String id = reference.apply(node.asText().substring(0, node.asText().indexOf('_')));
            return id == null ? MissingNode.getInstance() : TextNode.valueOf(id);
        } else if (node.isTextual()) {
            return TextNode.valueOf(text(name, node.asText()));
        }
        return node;
    }

    private static String text(String name, String text) {
        if (INSTANT.matcher(text).matches()) {
            return OffsetDateTime.parse(text).plusYears(5).toInstant().toString();
        }
        if (PHONE.matcher(text).matches()) {
            return text.substring(0, text.length() - 6) + COUNTER.incrementAndGet();
        }
        if (KEYS.contains(name)) {
            return "n" + COUNTER.incrementAndGet() + "." + text;
        }
        return text.startsWith("https://") ? RECEIVER : text;
    }
}
