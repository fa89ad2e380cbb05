package dev.nightdesk.api.webhook;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An event reduced to ids and links: its envelope as it is, {@code "thin": true}, of each resource in {@code data} only
 * the ids, type and kind, and under {@code links} the path of each resource named.
 */
final class ThinForm {
    /** To ask for it each time is to search the class path each time. */
    static final JsonProvider JSON = JsonProvider.provider();

    /** Longer strings are content under the name of an id. */
    private static final int LONGEST_KEPT = 255;

    private static final String FORMER_VALUES = "previous";

    private static final Map<String, String> PATH_BY_PREFIX = Map.ofEntries(
            Map.entry("cus", "/v1/customers/"),
            Map.entry("org", "/v1/organizations/"),
            Map.entry("cnv", "/v1/conversations/"),
            Map.entry("att", "/v1/attachments/"),
            Map.entry("agt", "/v1/agents/"),
            Map.entry("que", "/v1/queues/"),
            Map.entry("sch", "/v1/schedules/"),
            Map.entry("slp", "/v1/sla-policies/"),
            Map.entry("col", "/v1/collections/"),
            Map.entry("art", "/v1/articles/"),
            Map.entry("flw", "/v1/flows/"),
            Map.entry("fls", "/v1/flow-sessions/"),
            Map.entry("mac", "/v1/macros/"),
            Map.entry("ply", "/v1/playbooks/"),
            Map.entry("aut", "/v1/automations/"),
            Map.entry("srv", "/v1/surveys/"),
            Map.entry("cbk", "/v1/callbacks/"),
            Map.entry("whk", "/v1/webhook-endpoints/"),
            Map.entry("dlv", "/v1/webhook-deliveries/"),
            Map.entry("opr", "/v1/operations/"));

    private ThinForm() {
    }

    static JsonObject of(JsonObject event) {
        JsonObjectBuilder thin = JSON.createObjectBuilder();
        event.forEach((name, value) -> {
            if (name.equals("actor") || isScalar(value)) {
                thin.add(name, value);
            }
        });
        JsonObject data =
                event.get("data") instanceof JsonObject object ? thinData(object) : JsonValue.EMPTY_JSON_OBJECT;
        return thin.add("data", data).add("thin", true).add("links", links(event, data)).build();
    }

    private static JsonObject thinData(JsonObject data) {
        JsonObjectBuilder thin = JSON.createObjectBuilder(idsOf(data));
        data.forEach((name, value) -> {
            if (value instanceof JsonObject resource && !name.equals(FORMER_VALUES)) {
                thin.add(name, idsOf(resource));
            }
        });
        return thin.build();
    }

    private static JsonObject idsOf(JsonObject object) {
        JsonObjectBuilder ids = JSON.createObjectBuilder();
        object.forEach((name, value) -> {
            if (identifies(name) && value instanceof JsonString text && text.getString().length() <= LONGEST_KEPT) {
                ids.add(name, value);
            }
        });
        return ids.build();
    }

    private static boolean identifies(String name) {
        return switch (name) {
            case "id", "object", "type", "kind" -> true;
            default -> name.endsWith("_id");
        };
    }

    private static boolean isScalar(JsonValue value) {
        return switch (value.getValueType()) {
            case ARRAY, OBJECT -> false;
            default -> true;
        };
    }

    private static JsonObject links(JsonObject event, JsonObject data) {
        Optional<String> conversation = text(event, "conversation_id");
        Map<String, String> links = new TreeMap<>();
        conversation.ifPresent(id -> links.put("conversation", PATH_BY_PREFIX.get("cnv") + id));
        data.forEach((name, value) -> {
            if (value instanceof JsonObject resource) {
                text(resource, "id").flatMap(id -> path(id, conversation)).ifPresent(path -> links.put(name, path));
                linkReferences(resource, conversation, links);
            }
        });
        linkReferences(data, conversation, links);
        JsonObjectBuilder built = JSON.createObjectBuilder();
        links.forEach(built::add);
        return built.build();
    }

    /** A customer's own numbering may look like ours, so {@code external_id} never becomes a link. */
    private static void linkReferences(JsonObject from, Optional<String> conversation, Map<String, String> links) {
        from.keySet().stream()
                .filter(name -> name.endsWith("_id") && !name.equals("external_id"))
                .forEach(name -> text(from, name)
                        .flatMap(id -> path(id, conversation))
                        .ifPresent(path -> links.putIfAbsent(withoutId(name), path)));
    }

    private static Optional<String> path(String id, Optional<String> conversation) {
        int underscore = id.indexOf('_');
        String prefix = underscore < 0 ? "" : id.substring(0, underscore);
        if (prefix.equals("msg")) {
            return conversation.map(owner -> PATH_BY_PREFIX.get("cnv") + owner + "/messages/" + id);
        }
        return Optional.ofNullable(PATH_BY_PREFIX.get(prefix)).map(path -> path + id);
    }

    private static String withoutId(String name) {
        return name.substring(0, name.length() - "_id".length());
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }
}
