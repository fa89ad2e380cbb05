package dev.nightdesk.api.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    /** One component of each kind. */
    public record Sample(String id, String customerId, int messageCount, long version, boolean redacted,
            Instant createdAt, Duration autoCloseAfter, BigDecimal amount, List<Part> parts,
            Map<String, Object> metadata, Optional<String> note) {
    }

    /** Nested. */
    public record Part(String name, Integer size) {
    }

    /** Without components. */
    public record Nothing() {
    }

    private static Sample sample(String text, Map<String, Object> metadata) {
        return new Sample("cnv_1", text, -3, Long.MAX_VALUE, true, Instant.parse("2026-11-23T03:00:00.007Z"),
                Duration.ofHours(4), new BigDecimal("1.50"), List.of(new Part("a", 1), new Part(text, null)), metadata,
                Optional.of(text));
    }

    private static JsonNode read(Object value) throws JsonProcessingException {
        return JACKSON.readTree(new String(Json.write(value), StandardCharsets.UTF_8));
    }

    @Test
    void membersStandInTheOrderOfTheRecordUnderNamesInSnakeCase() {
        String json = Json.object(sample("x", Map.of("k", "v"))).text();
        assertEquals("{\"id\":\"cnv_1\",\"customer_id\":\"x\",\"message_count\":-3,\"version\":9223372036854775807,"
                + "\"redacted\":true,\"created_at\":\"2026-11-23T03:00:00.007Z\",\"auto_close_after\":\"PT4H\","
                + "\"amount\":1.50,\"parts\":[{\"name\":\"a\",\"size\":1},{\"name\":\"x\",\"size\":null}],"
                + "\"metadata\":{\"k\":\"v\"},\"note\":\"x\"}", json);
    }

    @Test
    void emptyOnesAreWhole() {
        assertEquals("{}", Json.object(new Nothing()).text());
        assertEquals("{}", Json.object(Map.of()).text());
    }

    @Property
    void anyTextIsReadBackAsItWas(@ForAll String text) throws JsonProcessingException {
        assertEquals(text, read(sample(text, Map.of())).get("customer_id").asText());
    }

    @Property
    void anyMapIsReadBackAsItWas(@ForAll Map<@StringLength(max = 8) String, @StringLength(max = 8) String> map)
            throws JsonProcessingException {
        Map<String, Object> given = new LinkedHashMap<>(map);
        assertEquals(given, JACKSON.convertValue(read(sample("x", given)).get("metadata"), Map.class));
    }

    @Test
    void controlCharactersAreEscaped() {
        String json = Json.object(Map.of("k", "a\nb\u0001\"\\")).text();
        assertTrue(json.chars().noneMatch(c -> c < 0x20), json);
    }
}
