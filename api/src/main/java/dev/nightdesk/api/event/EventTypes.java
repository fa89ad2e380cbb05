package dev.nightdesk.api.event;

import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.Query;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which types of events are wanted.
 *
 * @param patterns whole types or {@code family.*}; none for all
 */
public record EventTypes(List<String> patterns) {
    private static final Pattern FORM = Pattern.compile("[a-z_]{1,40}\\.([a-z_]{1,40}|\\*)");
    private static final int MOST = 50;

    /** The types that the query asks for. */
    public static EventTypes read(Query query) {
        List<String> patterns = query.text("types").map(text -> List.of(text.split(",", -1))).orElse(List.of());
        if (patterns.size() > MOST || !patterns.stream().allMatch(pattern -> FORM.matcher(pattern).matches())) {
            throw Problem.invalidParameter("types", "format",
                    "must list at most 50 types such as message.created or conversation.*");
        }
        return new EventTypes(patterns);
    }

    /** Whether all are wanted. */
    public boolean all() {
        return patterns.isEmpty();
    }

    /** Whether this one is wanted. */
    public boolean match(String type) {
        return all() || patterns.stream().anyMatch(pattern -> pattern.endsWith(".*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1)) : pattern.equals(type));
    }
}
