package dev.nightdesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * What the table of event types ({@code x-events} of the schema {@code EventType}) says in other words: a webhook of
 * the document for each type, and the list that the server answers with, each type with a JSON Schema that needs no
 * other document.
 */
final class EventTable {

    private static final String SCHEMAS = "/components/schemas/";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, String> HEADERS = Map.of(
            "webhook-id", "The id of the event, the same on every attempt.",
            "webhook-timestamp", "Seconds since 1970 at this attempt.",
            "webhook-signature", "`v1,` and base64 of HMAC-SHA-256 over `id.timestamp.body`; several after spaces.");

    private final ObjectNode document;

    private EventTable(ObjectNode document) {
        this.document = document;
    }

    /** Adds {@code webhooks} to a document that has the table. */
    static void describe(ObjectNode document) {
        JsonNode table = table(document);
        if (!table.isEmpty()) {
            ObjectNode webhooks = document.putObject("webhooks");
            table.properties().forEach(row -> webhooks.putObject(row.getKey())
                    .set("post", webhook(row.getKey(), row.getValue())));
        }
    }

    /** Every type with its schema, as the server lists them. */
    static ArrayNode list(ObjectNode document) {
        EventTable events = new EventTable(document);
        ArrayNode list = NODES.arrayNode();
        table(document).properties().forEach(row -> list.addObject().put("object", "event_type")
                .put("type", row.getKey()).put("description", row.getValue().path("meaning").asText())
                .set("schema", events.schema(row.getKey(), row.getValue())));
        return list;
    }

    private static JsonNode table(ObjectNode document) {
        return document.at(SCHEMAS + "EventType/x-events");
    }

    private static ObjectNode webhook(String type, JsonNode row) {
        ObjectNode post = NODES.objectNode().put("operationId", operationId(type))
                .put("summary", type).put("description", row.path("meaning").asText());
        post.putArray("tags").add("Webhooks");
        post.putArray("security");
        ArrayNode parameters = post.putArray("parameters");
        for (String header : new String[] {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
            parameters.addObject().put("name", header).put("in", "header").put("required", true)
                    .put("description", HEADERS.get(header)).putObject("schema").put("type", "string");
        }
        ObjectNode schema = post.putObject("requestBody").put("required", true).putObject("content")
                .putObject("application/json").putObject("schema");
        schema.putArray("allOf").addObject().put("$ref", "#" + SCHEMAS + "Event");
        schema.putObject("properties").putObject("type").put("const", type);
        ObjectNode responses = post.putObject("responses");
        responses.putObject("2XX").put("description", "Taken; any 2xx within 15 seconds.");
        responses.putObject("410").put("description", "Hear no more: the endpoint is switched off.");
        responses.putObject("default").put("description", "Not taken; it is posted again later.");
        return post;
    }

    /** {@code conversation.created} is {@code onConversationCreated}. */
    private static String operationId(String type) {
        StringBuilder id = new StringBuilder("on");
        for (String word : type.split("[._]")) {
            id.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return id.toString();
    }

    private ObjectNode schema(String type, JsonNode row) {
        ObjectNode schema = component("Event").deepCopy();
        ObjectNode properties = schema.withObjectProperty("properties");
        properties.putObject("type").put("const", type);
        ObjectNode data = properties.putObject("data").put("type", "object")
                .put("description", "Empty when what it showed was erased since.");
        row.path("data").forEach(member -> data.withObjectProperty("properties").set(member.asText(),
                component("EventData").path("properties").path(member.asText()).deepCopy()));
        ObjectNode whole = NODES.objectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", type);
        whole.setAll(schema);
        whole.set("$defs", definitions(whole));
        return whole;
    }

    /** Everything that the node refers to, and what that refers to; references are turned to it on the way. */
    private ObjectNode definitions(ObjectNode from) {
        ObjectNode definitions = NODES.objectNode();
        Deque<JsonNode> open = new ArrayDeque<>();
        open.add(from);
        while (!open.isEmpty()) {
            JsonNode node = open.remove();
            String reference = node.path("$ref").asText();
            if (reference.startsWith("#" + SCHEMAS)) {
                String name = reference.substring(SCHEMAS.length() + 1);
                ((ObjectNode) node).put("$ref", "#/$defs/" + name);
                if (!definitions.has(name)) {
                    ObjectNode copy = component(name).deepCopy();
                    definitions.set(name, copy);
                    open.add(copy);
                }
            }
            node.forEach(open::add);
        }
        return definitions;
    }

    private ObjectNode component(String name) {
        return (ObjectNode) document.at(SCHEMAS + name);
    }
}
