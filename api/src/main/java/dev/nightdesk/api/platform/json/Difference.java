package dev.nightdesk.api.platform.json;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a change did to a resource, seen in its JSON form.
 *
 * @param before the changed fields as they were; empty when it was made
 * @param after the changed fields as they are; empty when it was removed
 */
public record Difference(RawJson before, RawJson after) {
    /** What every change changes, and what none can. */
    private static final Set<String> UNTOLD = Set.of("id", "object", "version", "created_at", "updated_at");
    private static final RawJson NONE = new RawJson("{}");

    /** The difference between two states; null where there was or will be none. */
    public static Difference of(RawJson before, RawJson after) {
        Map<String, Object> old = fields(before);
        Map<String, Object> fresh = fields(after);
        return new Difference(json(old, fresh, after == null), json(fresh, old, before == null));
    }

    /** The fields of the state that the other has not, or has otherwise. */
    private static RawJson json(Map<String, Object> state, Map<String, Object> other, boolean all) {
        Map<String, Object> different = new LinkedHashMap<>();
        state.forEach((name, value) -> {
            if (all || !other.containsKey(name) || !Objects.equals(value, other.get(name))) {
                different.put(name, value);
            }
        });
        return RawJson.of(Json.write(different));
    }

    private static Map<String, Object> fields(RawJson state) {
        Map<String, Object> fields = new LinkedHashMap<>(
                JsonTree.object((state == null ? NONE : state).text().getBytes(StandardCharsets.UTF_8),
                        JsonLimits.STANDARD));
        fields.keySet().removeAll(UNTOLD);
        return fields;
    }
}
