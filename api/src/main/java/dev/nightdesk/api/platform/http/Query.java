package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Formats;
import dev.nightdesk.api.platform.time.Timestamps;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query of one request, decoded strictly; what an operation has not asked for by the end is refused. */
public final class Query {
    private static final int MOST_CHOICES = 20;
    private static final int MOST_EXPANSIONS = 5;

    private final Map<String, String> values = new TreeMap<>();
    private final Set<String> known = new HashSet<>();

    private Query() {
    }

    /**
     * Decodes the raw query, the part after the question mark, possibly empty.
     *
     * @throws Problem {@code malformed_request} for broken percent-encoding, {@code invalid_parameter} for a
     *     parameter that stands twice
     */
    public static Query parse(String raw) {
        Query query = new Query();
        if (raw == null || raw.isEmpty()) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
            if (!pair.isEmpty() && query.values.putIfAbsent(name, value) != null) {
                throw Problem.invalidParameter(shown(name), "duplicate", "stands twice");
            }
        }
        return query;
    }

    /** The value as it was sent. */
    public Optional<String> text(String name) {
        known.add(name);
        return Optional.ofNullable(values.get(name));
    }

    /** A text of bounded length in a form of its own. */
    public Optional<String> text(String name, int longest) {
        Optional<String> value = text(name);
        value.filter(text -> text.isEmpty() || text.length() > longest).ifPresent(text -> {
            throw Problem.invalidParameter(name, text.isEmpty() ? "too_short" : "too_long",
                    "must hold 1 to " + longest + " characters");
        });
        return value;
    }

    /** The id of a resource of this type, whether or not there is one. */
    public Optional<String> id(String name, ResourceType type) {
        Optional<String> value = text(name);
        value.filter(text -> !type.matches(text)).ifPresent(text -> {
            throw Problem.invalidParameter(name, "format", "must be the id of " + type.objectName());
        });
        return value;
    }

    /** One of the constants, by its lower-case name. */
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return text(name).map(text -> Stream.of(type.getEnumConstants())
                .filter(constant -> Fields.wireName(constant).equals(text)).findFirst()
                .orElseThrow(() -> Problem.invalidParameter(name, "enum", "must be one of "
                        + Stream.of(type.getEnumConstants()).map(Fields::wireName).toList())));
    }

    /** A comma-separated choice among the constants; empty where the parameter is absent. */
    public <E extends Enum<E>> Set<E> choices(String name, Class<E> type) {
        Set<String> words = someOf(name, Stream.of(type.getEnumConstants()).map(Fields::wireName).toList());
        return Stream.of(type.getEnumConstants()).filter(constant -> words.contains(Fields.wireName(constant)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One of the given words. */
    public Optional<String> oneOf(String name, List<String> words) {
        Optional<String> value = text(name);
        value.filter(word -> !words.contains(word)).ifPresent(word -> {
            throw Problem.invalidParameter(name, "enum", "must be one of " + words);
        });
        return value;
    }

    /** What is to be sent along, of what there is. */
    public Set<String> expand(List<String> words) {
        return someOf("expand", words, MOST_EXPANSIONS);
    }

    /** A comma-separated choice among the given words. */
    public Set<String> someOf(String name, List<String> words) {
        return someOf(name, words, MOST_CHOICES);
    }

    private Set<String> someOf(String name, List<String> words, int most) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return Set.of();
        }
        List<String> named = List.of(value.get().split(",", -1));
        if (named.size() > most) {
            throw Problem.invalidParameter(name, "too_many", "may list at most " + most);
        }
        Set<String> chosen = new HashSet<>(named);
        if (!words.containsAll(chosen)) {
            throw Problem.invalidParameter(name, "enum", "may list " + words);
        }
        return chosen;
    }

    /** A whole number of at least one; more than the cap is taken as the cap. */
    public int count(String name, int fallback, int cap) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return fallback;
        }
        if (!value.get().matches("\\d{1,9}") || Integer.parseInt(value.get()) == 0) {
            throw Problem.invalidParameter(name, "out_of_range", "must be a whole number from 1 up");
        }
        return Math.min(cap, Integer.parseInt(value.get()));
    }

    /** An RFC 3339 instant. */
    public Optional<Instant> instant(String name) {
        return text(name).map(text -> Timestamps.parse(text).orElseThrow(() -> Problem.invalidParameter(name, "format",
                "must be an RFC 3339 timestamp such as 2026-11-23T03:00:00.000Z")));
    }

    /** A date of the ISO calendar. */
    public Optional<LocalDate> date(String name) {
        try {
            return text(name).map(LocalDate::parse);
        } catch (DateTimeException e) {
            throw Problem.invalidParameter(name, "format", "must be a date such as 2026-11-23");
        }
    }

    /** An ISO 8601 duration. */
    public Optional<Duration> duration(String name) {
        return text(name).map(text -> Formats.duration(text).orElseThrow(() -> Problem.invalidParameter(name, "format",
                "must be an ISO 8601 duration such as PT4H, at most ten years")));
    }

    /** Refuses a query without the parameter. */
    public void required(String name) {
        if (text(name).isEmpty()) {
            throw Problem.invalidParameter(name, "required", "is needed");
        }
    }

    /** True or false. */
    public Optional<Boolean> flag(String name) {
        return oneOf(name, List.of("true", "false")).map(Boolean::valueOf);
    }

    /** Ends the reading: refuses parameters that nobody asked for. */
    public void check() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw Problem.unknownParameter(shown(name));
            }
        }
    }

    /** The parameters but some, sorted, in one line: what a cursor or a fingerprint is bound to. */
    public String canonical(String... without) {
        List<String> left = List.of(without);
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> {
            if (!left.contains(name)) {
                text.append(name.length()).append(':').append(name).append(value.length()).append(':').append(value);
            }
        });
        return text.toString();
    }

    /** The parameters but one, as they may stand in an address. */
    String encoded(String without) {
        return values.entrySet().stream().filter(entry -> !entry.getKey().equals(without))
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Percent-encodes for a path or a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Percent-decodes as UTF-8.
     *
     * @throws Problem {@code malformed_request} when the encoding is broken or hides NUL or other control characters
     */
    static String decode(String raw, boolean plusIsSpace) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.put((byte) (hex(raw, i + 1) << 4 | hex(raw, i + 2)));
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes.put((byte) ' ');
            } else if (c < 0x80) {
                bytes.put((byte) c);
            } else {
                throw malformed();
            }
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw malformed();
            }
            return text;
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static int hex(String raw, int index) {
        int digit = index < raw.length() ? Character.digit(raw.charAt(index), 16) : -1;
        if (digit < 0) {
            throw malformed();
        }
        return digit;
    }

    private static Problem malformed() {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "The percent-encoding of the address is broken.");
    }

    private static String shown(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }
}
