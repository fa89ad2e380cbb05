package dev.nightdesk.sdk;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.nightdesk.sdk.error.NightdeskDecodingException;
import dev.nightdesk.sdk.error.NightdeskProblemException;
import dev.nightdesk.sdk.error.Problems;
import dev.nightdesk.sdk.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Function;
import org.openapitools.jackson.nullable.JsonNullableModule;

/** JSON as the contract has it: instants in UTC with milliseconds, durations in ISO 8601, unknown fields welcome. */
final class Json {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JsonNullableModule())
            .addModule(new SimpleModule()
                    .addSerializer(new TextSerializer<>(Instant.class, Json::write))
                    .addDeserializer(Instant.class, new TextDeserializer<>(Instant.class, Json::readInstant))
                    .addSerializer(new TextSerializer<>(Duration.class, Json::write))
                    .addDeserializer(Duration.class, new TextDeserializer<>(Duration.class, Json::readDuration))
                    .addSerializer(new TextSerializer<>(LocalDate.class, LocalDate::toString))
                    .addDeserializer(LocalDate.class, new TextDeserializer<>(LocalDate.class, LocalDate::parse)))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX")
            .withZone(ZoneOffset.UTC);
    private static final long SECONDS_OF_DAY = 86_400;

    private Json() {
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    static <T> T value(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new NightdeskDecodingException("What came is not a " + type.getSimpleName(), e);
        }
    }

    static JsonNode tree(String json) {
        return value(json, JsonNode.class);
    }

    static <T> T read(Answer answer, Class<T> type) {
        if (type == Void.class) {
            return null;
        }
        if (type == InputStream.class) {
            return type.cast(answer.stream());
        }
        if (type == String.class) {
            return type.cast(new String(answer.body(), StandardCharsets.UTF_8));
        }
        try {
            T value = MAPPER.readValue(answer.body(), type);
            if (value == null) {
                throw new NightdeskDecodingException("The answer is null instead of " + type.getSimpleName(), null);
            }
            return value;
        } catch (IOException e) {
            throw new NightdeskDecodingException("The answer is not a " + type.getSimpleName(), e);
        }
    }

    /** The exception for an answer that tells of a failure, whoever wrote it. */
    static NightdeskProblemException problem(Answer answer) {
        Problem problem;
        try {
            problem = MAPPER.readValue(answer.body(), Problem.class);
        } catch (IOException e) {
            problem = null;
        }
        if (problem == null) {
            problem = MAPPER.convertValue(Map.of("status", answer.status(), "title", "HTTP " + answer.status(),
                    "detail", "The answer is not a problem document"), Problem.class);
        }
        return Problems.exception(problem, answer.status(), answer.headers());
    }

    private static String write(Instant instant) {
        return INSTANT.format(instant);
    }

    private static Instant readInstant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static String write(Duration duration) {
        boolean wholeDays = duration.getNano() == 0 && duration.getSeconds() % SECONDS_OF_DAY == 0;
        return wholeDays && !duration.isZero() ? "P" + duration.toDays() + "D" : duration.toString();
    }

    private static Duration readDuration(String text) {
        if (text.startsWith("P") && text.endsWith("W")) {
            return Duration.ofDays(7 * Long.parseLong(text.substring(1, text.length() - 1)));
        }
        return Duration.parse(text);
    }

    private static final class TextSerializer<T> extends StdSerializer<T> {

        private static final long serialVersionUID = 1L;
        private final transient Function<T, String> format;

        TextSerializer(Class<T> type, Function<T, String> format) {
            super(type);
            this.format = format;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(format.apply(value));
        }
    }

    private static final class TextDeserializer<T> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1L;
        private final transient Function<String, T> parse;

        TextDeserializer(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getValueAsString();
            try {
                return parse.apply(text);
            } catch (DateTimeException | NumberFormatException e) {
                throw context.weirdStringException(text, handledType(), e.getMessage());
            }
        }
    }
}
