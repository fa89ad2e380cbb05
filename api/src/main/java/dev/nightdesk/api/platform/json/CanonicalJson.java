package dev.nightdesk.api.platform.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One text for all spellings of a JSON value, after RFC 8785: keys sorted, no white space, minimal escapes. Numbers
 * keep their exact decimal value instead of passing through a double, so that two unequal numbers never look alike.
 */
public final class CanonicalJson {
    private final StringBuilder text = new StringBuilder(256);

    private CanonicalJson() {
    }

    /** The canonical text of a value made by {@link JsonTree}. */
    public static String of(Object value) {
        CanonicalJson canonical = new CanonicalJson();
        canonical.append(value);
        return canonical.text.toString();
    }

    private void append(Object value) {
        switch (value) {
            case null -> text.append("null");
            case Boolean flag -> text.append(flag);
            case BigDecimal number -> text.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
            case String string -> JsonText.quote(string, text);
            case List<?> list -> appendList(list);
            case Map<?, ?> map -> appendObject(map);
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    private void appendList(List<?> list) {
        text.append('[');
        String separator = "";
        for (Object element : list) {
            text.append(separator);
            append(element);
            separator = ",";
        }
        text.append(']');
    }

    private void appendObject(Map<?, ?> map) {
        text.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
            text.append(separator);
            JsonText.quote((String) entry.getKey(), text);
            text.append(':');
            append(entry.getValue());
            separator = ",";
        }
        text.append('}');
    }
}
