package dev.nightdesk.api.platform.json;

import dev.nightdesk.api.platform.http.FieldError;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.time.Timestamps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Typed reading of one JSON object that collects every fault instead of stopping at the first. Nothing is coerced:
 * {@code "12"} is no number and {@code 1.5} no integer. A method answers null where the field is absent, null or
 * wrong; {@link #check()} then throws once with all faults, unknown fields among them.
 */
public final class Fields {
    private static final int MOST_LABELS = 100;
    private static final int LONGEST_LABEL = 64;
    private static final int MOST_METADATA = 50;
    private static final int MOST_ATTRIBUTES = 100;

    private final Map<String, Object> object;
    private final String pointer;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();
    private final List<Fields> children = new ArrayList<>();

    private Fields(Map<String, Object> object, String pointer, List<FieldError> errors) {
        this.object = object;
        this.pointer = pointer;
        this.errors = errors;
    }

    /** Reading of a request body. */
    public static Fields of(Map<String, Object> body) {
        return new Fields(body, "#", new ArrayList<>());
    }

    /** Whether the field is there, be it null: a merge patch tells the two apart. */
    public boolean has(String name) {
        return object.containsKey(name);
    }

    /** Whether the field is there and null: in a merge patch, a wish to clear it. */
    public boolean isNull(String name) {
        return has(name) && object.get(name) == null;
    }

    /** A text of at most this many characters. */
    public String text(String name, int longest) {
        return value(name, String.class, "a string").filter(text -> within(name, text, 0, longest)).orElse(null);
    }

    /** A text that must be there, not blank, of at most this many characters. */
    public String requiredText(String name, int longest) {
        require(name);
        String text = text(name, longest);
        if (text != null && text.isBlank()) {
            fault(name, "too_short", "must not be blank");
            return null;
        }
        return text;
    }

    /** A text of 1 to this many characters, if it is there. */
    public String name(String name, int longest) {
        String text = text(name, longest);
        if (text != null && text.isEmpty()) {
            fault(name, "too_short", "must not be empty");
        }
        return text;
    }

    /** A text in a form of its own, read by the function; empty means the form is wrong. */
    public <T> T formatted(String name, int longest, String form, Function<String, Optional<T>> read) {
        String text = text(name, longest);
        if (text == null) {
            return null;
        }
        Optional<T> result = read.apply(text);
        if (result.isEmpty()) {
            fault(name, "format", "must be " + form);
        }
        return result.orElse(null);
    }

    /** One of the constants, by its lower-case name. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return choice(name, Set.of(type.getEnumConstants()));
    }

    /** One of the given constants, by its lower-case name. */
    public <E extends Enum<E>> E choice(String name, Set<E> allowed) {
        String text = text(name, 100);
        if (text == null) {
            return null;
        }
        for (E constant : allowed) {
            if (wireName(constant).equals(text)) {
                return constant;
            }
        }
        fault(name, "enum", "must be one of " + allowed.stream().map(Fields::wireName).sorted().toList());
        return null;
    }

    /** A whole number within both bounds. */
    public Long integer(String name, long least, long most) {
        Optional<BigDecimal> number = value(name, BigDecimal.class, "a number");
        if (number.isEmpty()) {
            return null;
        }
        try {
            long whole = number.get().longValueExact();
            if (whole >= least && whole <= most) {
                return whole;
            }
            fault(name, "out_of_range", "must lie between " + least + " and " + most);
        } catch (ArithmeticException e) {
            fault(name, "type", "must be a whole number");
        }
        return null;
    }

    /** True or false. */
    public Boolean flag(String name) {
        return notNull(name).value(name, Boolean.class, "true or false").orElse(null);
    }

    /** An RFC 3339 instant. */
    public Instant instant(String name) {
        return formatted(name, 40, "an RFC 3339 timestamp such as 2026-11-23T03:00:00.000Z", Timestamps::parse);
    }

    /** An ISO 8601 duration of exact length, from zero up; days are 24 hours, months and years are refused. */
    public Duration duration(String name) {
        return formatted(name, 40, "an ISO 8601 duration in weeks, days, hours, minutes or seconds, such as PT4H",
                Formats::duration);
    }

    /** An IANA time zone. */
    public ZoneId zone(String name) {
        return formatted(name, 60, "an IANA time zone such as Europe/Berlin", Formats::zone);
    }

    /** A BCP 47 language tag in its canonical form. */
    public String language(String name) {
        return formatted(name, 35, "a BCP 47 language tag such as de or pt-BR", Formats::language);
    }

    /** A nested object; absent gives null. */
    public Fields object(String name) {
        return map(name).map(value -> child(name, value)).orElse(null);
    }

    /** A list of at most 100 distinct labels, each of at most 64 characters without spaces and commas. */
    public List<String> labels(String name) {
        return texts(name, MOST_LABELS, LONGEST_LABEL, Formats.LABEL, "a word without spaces and commas");
    }

    /** A list of at most this many distinct texts of a form. */
    public List<String> texts(String name, int most, int longest, Pattern form, String formName) {
        List<?> values = list(name, most);
        if (values == null) {
            return null;
        }
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String element = name + "/" + i;
            if (!(values.get(i) instanceof String text)) {
                fault(element, "type", "must be a string");
            } else if (within(element, text, 1, longest) && !form.matcher(text).matches()) {
                fault(element, "format", "must be " + formName);
            } else if (!texts.add(text)) {
                fault(element, "duplicate", "occurs twice");
            }
        }
        return List.copyOf(texts);
    }

    /** A string, number or boolean, or a list of them, as texts; null stands for none. */
    public List<String> scalars(String name, int most, int longest) {
        known.add(name);
        Object value = object.get(name);
        List<?> values = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        if (values.size() > most) {
            fault(name, "too_many", "may hold at most " + most + " values");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String element = value instanceof List<?> ? name + "/" + i : name;
            switch (values.get(i)) {
                case String text when within(element, text, 0, longest) -> texts.add(text);
                case String tooLong -> { }
                case BigDecimal number -> texts.add(number.toPlainString());
                case Boolean flag -> texts.add(flag.toString());
                case null, default -> fault(element, "type", "must be a string, a number or a boolean");
            }
        }
        return texts;
    }

    /** A list of at most this many objects, each read by the function. */
    public <T> List<T> objects(String name, int most, Function<Fields, T> read) {
        List<?> values = list(name, most);
        if (values == null) {
            return null;
        }
        List<T> results = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof Map<?, ?> value) {
                T result = read.apply(child(name + "/" + i, stringKeys(value)));
                if (result != null) {
                    results.add(result);
                }
            } else {
                fault(name + "/" + i, "type", "must be an object");
            }
        }
        return results;
    }

    /** Metadata of a new resource; an empty map where none is given. */
    public Map<String, String> metadata(String name) {
        return metadata(name, Map.of());
    }

    /** Metadata after a merge patch: keys given are set, or removed by null; keys left out stay. */
    public Map<String, String> metadata(String name, Map<String, String> present) {
        return merged(name, present, MOST_METADATA, "format", Formats::metadataFault,
                value -> value instanceof String text ? text : null);
    }

    /** Attributes of a new resource; an empty map where none are given. */
    public Map<String, Object> attributes(String name) {
        return attributes(name, Map.of());
    }

    /** Attributes after a merge patch. */
    public Map<String, Object> attributes(String name, Map<String, Object> present) {
        return merged(name, present, MOST_ATTRIBUTES, "type", Formats::attributeFault, value -> value);
    }

    /** The value of a field in a merge patch: what was read if the field is there, else what stands. */
    public <T> T patched(String name, T read, T present) {
        return has(name) ? read : present;
    }

    /** The same for a field that may be changed but never cleared. */
    public <T> T replaced(String name, T read, T present) {
        notNull(name);
        return read == null ? present : read;
    }

    /** Fields that may be left out but never be null; lists, objects and flags always are such. */
    public Fields notNull(String... names) {
        for (String name : names) {
            FieldError fault = FieldError.field(pointer + "/" + name, "type", name + " must not be null.");
            if (isNull(name) && !errors.contains(fault)) {
                errors.add(fault);
            }
        }
        return this;
    }

    /** The field must be there and not null. */
    public Fields require(String name) {
        known.add(name);
        if (object.get(name) == null) {
            fault(name, "required", "is required");
        }
        return this;
    }

    /** Fields that exist on the resource but are not the caller's to set. */
    public Fields readOnly(String... names) {
        for (String name : names) {
            known.add(name);
            if (has(name)) {
                fault(name, "read_only", "is read-only");
            }
        }
        return this;
    }

    /** Adds a fault of this object that only its reader can see. */
    public void fault(String name, String code, String detail) {
        errors.add(FieldError.field(pointer + "/" + name, code, name + " " + detail + "."));
    }

    /** Adds faults that a check of the whole found; a field that is at fault already is not blamed twice. */
    public Fields faults(List<FieldError> found) {
        Set<String> blamed = new HashSet<>();
        errors.forEach(error -> blamed.add(error.pointer()));
        found.stream().filter(error -> !blamed.contains(error.pointer())).forEach(errors::add);
        return this;
    }

    /** Ends the reading: throws when anything was wrong anywhere, or a field is unknown. */
    public void check() {
        collectUnknown();
        if (!errors.isEmpty()) {
            throw Problem.invalidBody(errors);
        }
    }

    /** The name of a constant as it stands on the wire. */
    public static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void collectUnknown() {
        for (String name : object.keySet()) {
            if (!known.contains(name)) {
                fault(escape(name), "unknown_field", "is not a field of this object");
            }
        }
        children.forEach(Fields::collectUnknown);
    }

    private Fields child(String name, Map<String, Object> value) {
        Fields child = new Fields(value, pointer + "/" + name, errors);
        children.add(child);
        return child;
    }

    private <T> Optional<T> value(String name, Class<T> type, String form) {
        known.add(name);
        Object value = object.get(name);
        if (value != null && !type.isInstance(value)) {
            fault(name, "type", "must be " + form);
            return Optional.empty();
        }
        return Optional.ofNullable(type.cast(value));
    }

    private Optional<Map<String, Object>> map(String name) {
        return notNull(name).value(name, Map.class, "an object").map(Fields::stringKeys);
    }

    private List<?> list(String name, int most) {
        List<?> values = notNull(name).value(name, List.class, "an array").orElse(null);
        if (values != null && values.size() > most) {
            fault(name, "too_many", "may hold at most " + most + " values");
            return null;
        }
        return values;
    }

    /** Each key is judged by itself; one whose value is null, or cannot be kept, goes. */
    private <V> Map<String, V> merged(String name, Map<String, V> present, int most, String code,
            BiFunction<String, Object, Optional<String>> judge, Function<Object, V> kept) {
        Map<String, V> merged = new LinkedHashMap<>(present);
        map(name).orElse(Map.of()).forEach((key, given) -> {
            judge.apply(key, given).ifPresent(detail -> fault(name + "/" + escape(key), code, detail));
            merged.compute(key, (same, before) -> kept.apply(given));
        });
        if (merged.size() > most) {
            fault(name, "too_many", "may hold at most " + most + " keys");
        }
        return Collections.unmodifiableMap(merged);
    }

    private boolean within(String name, String text, int shortest, int longest) {
        if (text.length() < shortest) {
            fault(name, "too_short", "must hold at least " + shortest + " characters");
        } else if (text.length() > longest) {
            fault(name, "too_long", "must hold at most " + longest + " characters");
        } else {
            return true;
        }
        return false;
    }

    /** JsonTree makes maps with string keys only. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> stringKeys(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private static String escape(String name) {
        String cut = name.length() <= 60 ? name : name.substring(0, 60) + "…";
        return cut.replace("~", "~0").replace("/", "~1");
    }
}
