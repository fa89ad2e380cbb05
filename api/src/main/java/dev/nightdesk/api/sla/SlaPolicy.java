package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.Priority;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is promised to the conversations it matches.
 *
 * @param id {@code slp_…}
 * @param version 1 for the first that was written, one more for each later
 * @param match which conversations; of several policies the first that matches holds alone
 */
public record SlaPolicy(String id, int version, String name, PolicyMatch match, List<SlaTarget> targets) {
    public SlaPolicy {
        targets = List.copyOf(targets);
    }

    /** The most specific target for a metric, if there is one. */
    public Optional<SlaTarget> target(SlaMetric metric, Priority priority, String channel) {
        return targets.stream()
                .filter(target -> target.holdsFor(metric, priority, channel))
                .max(Comparator.comparingInt(SlaTarget::specificity));
    }
}
