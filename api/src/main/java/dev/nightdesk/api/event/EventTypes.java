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
record EventTypes(List<String> patterns) {
    private static final Pattern FORM = Pattern.compile("[a-z_]{1,40}\\.([a-z_]{1,40}|\\*)");
    private static final int MOST = 50;

    static EventTypes read(Query query) {
        List<String> patterns = query.text("types").map(text -> List.of(text.split(",", -1))).orElse(List.of());
        if (patterns.size() > MOST || !patterns.stream().allMatch(pattern -> FORM.matcher(pattern).matches())) {
            throw Problem.invalidParameter("types", "format",
                    "must list at most 50 types such as message.created or conversation.*");
        }
        return new EventTypes(patterns);
    }

    boolean all() {
        return patterns.isEmpty();
    }

    boolean match(String type) {
        return all() || patterns.stream().anyMatch(pattern -> pattern.endsWith(".*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1)) : pattern.equals(type));
    }
}
