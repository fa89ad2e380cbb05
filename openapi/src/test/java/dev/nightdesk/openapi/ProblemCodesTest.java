package dev.nightdesk.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemCodesTest {

    private static final JsonNode CODE = ContractDocument.schemas().path("ProblemCode");
    private static final JsonNode TABLE = CODE.path("x-problems");

    @Test
    void theEnumIsTheTable() {
        List<String> values = new ArrayList<>();
        CODE.path("enum").forEach(value -> values.add(value.asText()));
        List<String> rows = new ArrayList<>();
        TABLE.fieldNames().forEachRemaining(rows::add);
        assertEquals(rows, values);
    }

    @Test
    void everyCodeHasAnExampleOfItsStatusAndTitle() throws IOException {
        for (Map.Entry<String, JsonNode> row : TABLE.properties()) {
            String code = row.getKey();
            JsonNode example = new ObjectMapper().readTree(Path.of("examples", "problem", code + ".json").toFile());
            assertEquals(code, example.path("code").asText());
            assertEquals(row.getValue().path("status"), example.path("status"), code);
            assertEquals(row.getValue().path("title"), example.path("title"), code);
            assertEquals("https://docs.nightdesk.dev/problems/" + code, example.path("type").asText());
            assertEquals("/v1/requests/" + example.path("request_id").asText(), example.path("instance").asText());
        }
    }

    @Test
    void aStatusShowsItsOwnCodesOnly() {
        ContractDocument.operations().forEach(operation -> operation.node().path("responses").fieldNames()
                .forEachRemaining(status -> operation.response(status).path("content").path("application/problem+json")
                        .path("examples").properties().forEach(example -> assertEquals(status,
                                example.getValue().path("value").path("status").asText(), example.getKey()))));
    }

    @Test
    void theDescriptionShowsTheTable() {
        String description = CODE.path("description").asText();
        TABLE.fieldNames().forEachRemaining(code -> assertTrue(description.contains("| `" + code + "` |"), code));
    }
}
