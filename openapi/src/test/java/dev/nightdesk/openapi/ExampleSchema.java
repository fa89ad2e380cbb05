package dev.nightdesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges an example by a schema of the document, more strictly than a client would. */
final class ExampleSchema {

    private static final String DOCUMENT = "https://nightdesk.dev/openapi.json";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(DOCUMENT, ContractDocument.json())));

    private ExampleSchema() {
    }

    /**
     * Every fault of an example: what the schema refuses, and fields of objects that no schema names although outputs
     * may have them, since in an example they are spelling mistakes.
     *
     * @param schema a schema or a reference to one, as it stands in the document
     * @param pointer where that schema stands in the document
     */
    static List<String> faults(JsonNode example, JsonNode schema, String pointer) {
        List<String> faults = new ArrayList<>();
        REGISTRY.getSchema(SchemaLocation.of(DOCUMENT + "#" + pointer))
                .validate(example.toString(), InputFormat.JSON, context ->
                        context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(error -> faults.add(error.getInstanceLocation() + ": " + error.getMessage()));
        addUnknownFields(example, schema, "", faults);
        return faults;
    }

    private static void addUnknownFields(JsonNode value, JsonNode schema, String at, List<String> faults) {
        JsonNode target = ContractDocument.dereference(schema);
        JsonNode properties = target.path("properties");
        if (value.isObject() && properties.isObject()) {
            value.properties().forEach(field -> {
                String place = at + "/" + field.getKey();
                if (properties.has(field.getKey())) {
                    addUnknownFields(field.getValue(), properties.path(field.getKey()), place, faults);
                } else {
                    faults.add(place + ": no schema names this field");
                }
            });
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            addUnknownFields(value.get(i), target.path("items"), at + "/" + i, faults);
        }
    }
}
