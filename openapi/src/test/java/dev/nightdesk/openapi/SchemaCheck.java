package dev.nightdesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges a value by a schema of the document, more strictly than a client would. */
final class SchemaCheck {

    private static final String DOCUMENT = "https://nightdesk.dev/openapi.json";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(DOCUMENT, ContractDocument.json())));

    private SchemaCheck() {
    }

    /**
     * Every fault of a value: what the schema refuses, and fields of objects that no schema names. Clients must bear
     * such fields; in our own examples and answers they are mistakes, or missing in the document.
     */
    static List<String> faults(JsonNode value, Place schema) {
        List<String> faults = new ArrayList<>();
        REGISTRY.getSchema(SchemaLocation.of(DOCUMENT + "#" + schema.pointer()))
                .validate(value.toString(), InputFormat.JSON, context ->
                        context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(error -> faults.add(error.getInstanceLocation() + ": " + error.getMessage()));
        addUnknownFields(value, schema, "", faults);
        return faults;
    }

    private static void addUnknownFields(JsonNode value, Place schema, String at, List<String> faults) {
        Place properties = schema.at("properties");
        if (value.isObject() && properties.exists()) {
            value.properties().forEach(field -> {
                String place = at + "/" + field.getKey();
                Place property = properties.at(field.getKey());
                if (property.exists()) {
                    addUnknownFields(field.getValue(), property, place, faults);
                } else if (!schema.node().path("additionalProperties").asBoolean()) {
                    faults.add(place + ": no schema names this field");
                }
            });
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            addUnknownFields(value.get(i), schema.at("items"), at + "/" + i, faults);
        }
    }
}
