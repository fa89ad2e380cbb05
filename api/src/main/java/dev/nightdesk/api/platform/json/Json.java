package dev.nightdesk.api.platform.json;

import dev.nightdesk.api.platform.time.Timestamps;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes output records as JSON: snake_case, nulls kept, instants with milliseconds. Records are written by
 * {@link JsonText}, everything else by JSON-B, whose reflection took a third of a page's time (docs/adr/0009). Reading
 * is {@link JsonTree}'s.
 */
public final class Json {
    /** One for the process: making one costs as much as thousands of writes. */
    private static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig()
            .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
            .withNullValues(true)
            .withSerializers(new InstantSerializer(), new DurationSerializer()));

    private Json() {
    }

    /** The JSON text as UTF-8 bytes. */
    public static byte[] write(Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** A record or map as a finished object. */
    public static RawJson object(Object value) {
        return new RawJson(text(value));
    }

    private static String text(Object value) {
        return JsonText.of(value, JSONB::toJson);
    }

    /** Instants as the contract writes them. */
    public static final class InstantSerializer implements JsonbSerializer<Instant> {
        @Override
        public void serialize(Instant instant, JsonGenerator generator, SerializationContext context) {
            generator.write(Timestamps.format(instant));
        }
    }

    /** Durations in ISO 8601. */
    public static final class DurationSerializer implements JsonbSerializer<Duration> {
        @Override
        public void serialize(Duration duration, JsonGenerator generator, SerializationContext context) {
            generator.write(duration.toString());
        }
    }
}
