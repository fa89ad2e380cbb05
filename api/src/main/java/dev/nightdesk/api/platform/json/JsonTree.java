package dev.nightdesk.api.platform.json;

import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads a JSON text into plain values, refusing what JSON libraries let pass: duplicate keys, trailing text,
 * deep or wide nesting, lone surrogates, NUL, numbers of absurd size, bytes that are not UTF-8.
 * Values are {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code BigDecimal},
 * {@code Boolean} and null.
 */
public final class JsonTree {
    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final int LONGEST_NUMBER = 40;

    private final JsonLimits limits;
    private final JsonParser parser;
    private int nodes;

    private JsonTree(JsonLimits limits, JsonParser parser) {
        this.limits = limits;
        this.parser = parser;
    }

    /**
     * The object that the bytes spell.
     *
     * @throws Problem {@code malformed_json} when they do not, or break a limit
     */
    public static Map<String, Object> object(byte[] bytes, JsonLimits limits) {
        try (JsonParser parser = PROVIDER.createParser(new StringReader(decode(bytes)))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                throw malformed("The body must be a JSON object.");
            }
            Map<String, Object> object = new JsonTree(limits, parser).readObject(1);
            // The parser itself refuses text after the value, once it is asked for more.
            if (parser.hasNext()) {
                parser.next();
            }
            return object;
        } catch (JsonParsingException e) {
            throw malformed("The body is not valid JSON, near line " + e.getLocation().getLineNumber()
                    + ", column " + e.getLocation().getColumnNumber() + ".");
        } catch (NoSuchElementException | IllegalStateException e) {
            throw malformed("The body is not valid JSON.");
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("The body is not valid UTF-8.");
        }
    }

    private Map<String, Object> readObject(int depth) {
        checkDepth(depth);
        Map<String, Object> object = new LinkedHashMap<>();
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_OBJECT; event = parser.next()) {
            String key = checkedText(parser.getString());
            Object value = readValue(parser.next(), depth);
            if (object.containsKey(key)) {
                throw malformed("The key \"" + abbreviate(key) + "\" occurs twice in one object.");
            }
            object.put(key, value);
        }
        return object;
    }

    private List<Object> readArray(int depth) {
        checkDepth(depth);
        List<Object> array = new ArrayList<>();
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_ARRAY; event = parser.next()) {
            if (array.size() == limits.array()) {
                throw malformed("An array may hold at most " + limits.array() + " values.");
            }
            array.add(readValue(event, depth));
        }
        return array;
    }

    private Object readValue(JsonParser.Event event, int depth) {
        if (++nodes > limits.nodes()) {
            throw malformed("The body may hold at most " + limits.nodes() + " values.");
        }
        return switch (event) {
            case START_OBJECT -> readObject(depth + 1);
            case START_ARRAY -> readArray(depth + 1);
            case VALUE_STRING -> checkedText(parser.getString());
            case VALUE_NUMBER -> number(parser.getString());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw malformed("The body is not valid JSON.");
        };
    }

    private void checkDepth(int depth) {
        if (depth > limits.depth()) {
            throw malformed("Values may nest at most " + limits.depth() + " deep.");
        }
    }

    /** 1e999999999 is ten bytes on the wire and a gigabyte once something expands it. */
    private static BigDecimal number(String digits) {
        try {
            BigDecimal number = digits.length() > LONGEST_NUMBER ? null : new BigDecimal(digits);
            if (number != null && Math.abs((long) number.scale()) <= LONGEST_NUMBER) {
                return number;
            }
        } catch (NumberFormatException e) {
            // An exponent that is no int: larger still.
        }
        throw malformed("A number has more than " + LONGEST_NUMBER + " digits.");
    }

    private String checkedText(String text) {
        if (text.length() > limits.text()) {
            throw malformed("A string may hold at most " + limits.text() + " characters.");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw malformed("A string holds the character NUL.");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw malformed("A string holds half of a surrogate pair.");
                }
                i++;
            }
        }
        return text;
    }

    private static String abbreviate(String key) {
        return key.length() <= 40 ? key : key.substring(0, 40) + "…";
    }

    private static Problem malformed(String detail) {
        return Problem.of(ProblemCode.MALFORMED_JSON, detail);
    }
}
