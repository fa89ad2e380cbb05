package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.http.FieldError;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import java.util.List;
import java.util.Set;

/** Tells faults of form, which make a body unreadable (400), from wishes that contradict themselves (422). */
public final class ScheduleFaults {
    private static final Set<String> FORM = Set.of("required", "type", "format", "enum", "too_long", "too_short",
            "too_many", "too_few", "duplicate", "conflicting_fields");

    private ScheduleFaults() {
    }

    /** The faults of form; when there are any, the others come along, so that all are told at once. */
    public static List<FieldError> ofForm(List<FieldError> found) {
        return found.stream().anyMatch(error -> FORM.contains(error.code())) ? found : List.of();
    }

    /** The refusal of what can be read and cannot be. */
    public static Problem impossible(ProblemCode code, List<FieldError> found) {
        return Problem.of(code, found.size() == 1 ? found.getFirst().detail()
                : "There are " + found.size() + " contradictions; see errors.").faults(found);
    }
}
