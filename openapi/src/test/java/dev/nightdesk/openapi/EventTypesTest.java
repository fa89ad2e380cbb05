package dev.nightdesk.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EventTypesTest {

    private static final JsonNode TYPE = ContractDocument.schemas().path("EventType");
    private static final JsonNode MEMBERS = ContractDocument.schemas().path("EventData").path("properties");

    @Test
    void theEnumIsTheTable() {
        List<String> values = new ArrayList<>();
        TYPE.path("enum").forEach(value -> values.add(value.asText()));
        List<String> rows = new ArrayList<>();
        TYPE.path("x-events").fieldNames().forEachRemaining(rows::add);
        assertEquals(rows, values);
    }

    @Test
    void everyRowNamesMembersOfTheDataAndAllAreNamed() {
        Set<String> named = new TreeSet<>();
        TYPE.path("x-events").properties().forEach(row -> row.getValue().path("data").forEach(member -> {
            assertTrue(MEMBERS.has(member.asText()), row.getKey() + " has no " + member.asText());
            named.add(member.asText());
        }));
        Set<String> members = new TreeSet<>();
        MEMBERS.fieldNames().forEachRemaining(members::add);
        assertEquals(members, named);
    }

    @Test
    void everyTypeIsAWebhookOfTheDocument() {
        JsonNode webhooks = ContractDocument.root().path("webhooks");
        List<String> names = new ArrayList<>();
        webhooks.fieldNames().forEachRemaining(names::add);
        List<String> values = new ArrayList<>();
        TYPE.path("enum").forEach(value -> values.add(value.asText()));
        assertEquals(values, names);
        webhooks.forEach(webhook -> assertTrue(webhook.path("post").path("operationId").asText()
                .matches("on[A-Z][A-Za-z]+"), webhook.toString()));
    }
}
