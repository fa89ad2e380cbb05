package dev.nightdesk.api.platform.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Typed look-ups of {@code NIGHTDESK_…} variables, by the name that follows; they name the variable when its value is
 * wrong.
 *
 * @param environment all variables of the process
 */
public record Settings(Map<String, String> environment) {
    /** A text that is not blank. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(environment.get("NIGHTDESK_" + name)).filter(value -> !value.isBlank());
    }

    /** A whole number. */
    public int number(String name, int fallback) {
        return text(name).map(value -> {
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("NIGHTDESK_" + name + " must be a whole number", e);
            }
        }).orElse(fallback);
    }

    /** A duration such as {@code PT5S}. */
    public Duration duration(String name, Duration fallback) {
        return text(name).map(value -> duration(name, value)).orElse(fallback);
    }

    /** Durations separated by commas. */
    public List<Duration> durations(String name, List<Duration> fallback) {
        return text(name).map(value -> Stream.of(value.split(",")).map(part -> duration(name, part.strip())).toList())
                .orElse(fallback);
    }

    /** Words separated by commas. */
    public List<String> words(String name) {
        return text(name).map(value -> Stream.of(value.split(",")).map(String::strip).toList()).orElse(List.of());
    }

    /** Whether it is {@code true} or {@code 1}. */
    public boolean flag(String name) {
        return text(name).map(value -> value.equals("true") || value.equals("1")).orElse(false);
    }

    private static Duration duration(String name, String value) {
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("NIGHTDESK_" + name + " must be a duration such as PT5S", e);
        }
    }
}
