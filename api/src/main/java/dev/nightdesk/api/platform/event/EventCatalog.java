package dev.nightdesk.api.platform.event;

import dev.nightdesk.api.platform.json.RawJson;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types of events that the contract has, each with its description and JSON Schema. */
public final class EventCatalog {
    private static final String RESOURCE = "/dev/nightdesk/openapi/event-types.json";

    private final Map<String, RawJson> types;

    private EventCatalog(Map<String, RawJson> types) {
        this.types = types;
    }

    /** Read at the first asking, and then the same for all nodes of the process. */
    private static final class Contract {
        static final EventCatalog CATALOG = readContract();
    }

    /** The catalog that came with the contract. */
    public static EventCatalog read() {
        return Contract.CATALOG;
    }

    private static EventCatalog readContract() {
        try (InputStream stream = EventCatalog.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the contract's event types are missing on the class path");
            }
            Map<String, RawJson> types = new LinkedHashMap<>();
            try (JsonReader reader = Json.createReader(stream)) {
                for (JsonObject type : reader.readArray().getValuesAs(JsonObject.class)) {
                    types.put(type.getString("type"), new RawJson(type.toString()));
                }
            }
            return new EventCatalog(Collections.unmodifiableMap(types));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names, in the contract's order. */
    public Set<String> names() {
        return types.keySet();
    }

    /** All of them as finished JSON. */
    public List<RawJson> all() {
        return List.copyOf(types.values());
    }
}
