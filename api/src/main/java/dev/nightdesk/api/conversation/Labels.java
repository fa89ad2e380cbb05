package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sets of labels, in the order they were added. */
final class Labels {
    private static final int MOST = 100;

    private Labels() {
    }

    static List<String> change(List<String> present, Set<String> add, Set<String> remove) {
        Set<String> labels = new LinkedHashSet<>(present);
        labels.removeAll(remove);
        labels.addAll(add);
        if (labels.size() > MOST) {
            throw Problem.of(ProblemCode.LIMIT_EXCEEDED, "A conversation has at most " + MOST + " labels.");
        }
        return List.copyOf(labels);
    }
}
