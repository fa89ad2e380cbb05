package dev.nightdesk.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes the table of problem codes ({@code x-problems} of the schema {@code ProblemCode}) into that schema's
 * description, so that readers of the document see it and nobody keeps it twice.
 */
final class ProblemTable {

    private ProblemTable() {
    }

    static void describe(ObjectNode document) {
        if (document.at("/components/schemas/ProblemCode") instanceof ObjectNode schema) {
            schema.put("description", schema.path("description").asText() + "\n\n" + table(schema.path("x-problems")));
        }
    }

    private static String table(JsonNode problems) {
        StringBuilder table = new StringBuilder("| code | status | title | meaning |\n|---|---|---|---|\n");
        problems.properties().forEach(problem -> table
                .append("| `").append(problem.getKey())
                .append("` | ").append(problem.getValue().path("status").asText())
                .append(" | ").append(problem.getValue().path("title").asText())
                .append(" | ").append(problem.getValue().path("meaning").asText())
                .append(" |\n"));
        return table.toString();
    }
}
