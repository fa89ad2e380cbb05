package dev.nightdesk.api.platform.json;

import dev.nightdesk.api.platform.time.Timestamps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes records, and the plain values that they are made of, as JSON: members in the order of the record, names in
 * snake_case, nulls kept. What it does not know goes to the given writer.
 */
final class JsonText {
    private static final ClassValue<List<RecordMember>> MEMBERS = new ClassValue<>() {
        @Override
        protected List<RecordMember> computeValue(Class<?> type) {
            return RecordMember.of(type);
        }
    };

    private final StringBuilder text = new StringBuilder(1_024);
    private final Function<Object, String> others;

    private JsonText(Function<Object, String> others) {
        this.others = others;
    }

    /** The JSON of a value; {@code others} writes what is neither record, list, map nor scalar. */
    static String of(Object value, Function<Object, String> others) {
        JsonText json = new JsonText(others);
        json.value(value);
        return json.text.toString();
    }

    private void value(Object value) {
        switch (value) {
            case null -> text.append("null");
            case String string -> quote(string, text);
            case Boolean flag -> text.append(flag.booleanValue());
            case Integer number -> text.append(number.intValue());
            case Long number -> text.append(number.longValue());
            case BigDecimal number -> text.append(number);
            case Instant instant -> text.append('"').append(Timestamps.format(instant)).append('"');
            case Duration duration -> text.append('"').append(duration).append('"');
            case Record record -> members(record);
            case Collection<?> values -> elements(values);
            case Map<?, ?> map -> entries(map);
            default -> text.append(others.apply(value));
        }
    }

    private void members(Record record) {
        char before = '{';
        for (RecordMember member : MEMBERS.get(record.getClass())) {
            text.append(before).append(member.quotedName()).append(':');
            value(member.of(record));
            before = ',';
        }
        text.append(before == '{' ? "{}" : "}");
    }

    private void elements(Collection<?> values) {
        text.append('[');
        String before = "";
        for (Object element : values) {
            text.append(before);
            value(element);
            before = ",";
        }
        text.append(']');
    }

    private void entries(Map<?, ?> map) {
        text.append('{');
        String before = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            quote((String) entry.getKey(), text.append(before));
            text.append(':');
            value(entry.getValue());
            before = ",";
        }
        text.append('}');
    }

    /** Adds a text in quotes, with no more escapes than JSON demands. */
    static void quote(String string, StringBuilder text) {
        text.append('"');
        int done = 0;
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                text.append(string, done, i).append('\\');
                done = i + 1;
                if (c < 0x20) {
                    text.append(String.format(Locale.ROOT, "u%04x", (int) c));
                } else {
                    text.append(c);
                }
            }
        }
        text.append(string, done, string.length()).append('"');
    }
}
