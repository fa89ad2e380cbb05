package dev.nightdesk.api.customer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestClient;
import java.util.ArrayList;
import java.util.List;

/** What a workspace's log holds of customers. */
record Events(List<JsonNode> list) {
    /** The log once it holds so many. */
    static Events of(TestClient client, int count) {
        Eventually.becomes(() -> read(client).size() >= count);
        return new Events(read(client));
    }

    List<String> types() {
        return list.stream().map(event -> event.get("type").asText()).toList();
    }

    JsonNode at(int index) {
        return list.get(index);
    }

    private static List<JsonNode> read(TestClient client) {
        List<JsonNode> events = new ArrayList<>();
        client.get("/v1/events?limit=200").expect(200).json().get("data").forEach(event -> {
            if (event.get("type").asText().startsWith("customer.")) {
                events.add(event);
            }
        });
        return events;
    }
}
