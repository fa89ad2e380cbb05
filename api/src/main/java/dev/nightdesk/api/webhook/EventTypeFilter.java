package dev.nightdesk.api.webhook;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The event types an endpoint listens to: whole names such as {@code message.created}, a name's beginning followed by
 * {@code .*}, or {@code *} for all, also those that do not exist yet.
 */
public record EventTypeFilter(List<String> patterns) {

    /** How many patterns one endpoint may have. */
    public static final int MOST_PATTERNS = 100;

    private static final String ALL = "*";
    private static final String REST = ".*";
    static final Pattern FORM = Pattern.compile("\\*|[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*(\\.\\*)?");

    /**
     * @throws IllegalArgumentException when there is no pattern, there are more than {@link #MOST_PATTERNS}, or one is
     *     not of the form; {@link #isWellFormed(String)} tells which
     */
    public EventTypeFilter {
        patterns = List.copyOf(new LinkedHashSet<>(patterns));
        if (patterns.isEmpty() || patterns.size() > MOST_PATTERNS) {
            throw new IllegalArgumentException("an event type filter has 1 to " + MOST_PATTERNS + " patterns");
        }
        if (!patterns.stream().allMatch(EventTypeFilter::isWellFormed)) {
            throw new IllegalArgumentException("not an event type pattern among " + patterns);
        }
    }

    /** Whether {@code pattern} is a name, a name's beginning followed by {@code .*}, or {@code *}. */
    public static boolean isWellFormed(String pattern) {
        return pattern.length() <= 100 && FORM.matcher(pattern).matches();
    }

    /** Whether the endpoint wants events of this type. */
    public boolean accepts(String eventType) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, eventType));
    }

    /** The patterns that none of the known types fits: most likely misspelt. */
    public List<String> matchingNoneOf(Collection<String> knownTypes) {
        return patterns.stream()
                .filter(pattern -> !pattern.equals(ALL))
                .filter(pattern -> knownTypes.stream().noneMatch(type -> matches(pattern, type)))
                .toList();
    }

    private static boolean matches(String pattern, String eventType) {
        if (pattern.equals(ALL)) {
            return true;
        }
        if (!pattern.endsWith(REST)) {
            return pattern.equals(eventType);
        }
        String withDot = pattern.substring(0, pattern.length() - 1);
        return eventType.length() > withDot.length() && eventType.startsWith(withDot);
    }
}
