package dev.nightdesk.api.operation;

import dev.nightdesk.api.platform.id.ResourceType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What one portion of an operation's work came to. */
public sealed interface Step {
    /** How many resources this portion changed or removed, by type. */
    Map<String, Long> affected();

    /** The same with so many resources of the type changed or removed. */
    Step affecting(ResourceType type, long count);

    /**
     * There is more to do.
     *
     * @param progress share done of the whole, 0 to 1
     * @param memory what to know in the next portion; it takes the place of the operation's memory
     * @param pause how long to wait before that
     */
    record More(double progress, Map<String, Long> affected, Map<String, String> memory, Duration pause)
            implements Step {
        @Override
        public More affecting(ResourceType type, long count) {
            return new More(progress, extended(affected, type, count), memory, pause);
        }

        /** The same, to be gone on with only after the pause. */
        public More after(Duration wait) {
            return new More(progress, affected, memory, wait);
        }
    }

    /** All is done. */
    record Done(Map<String, Long> affected) implements Step {
        @Override
        public Done affecting(ResourceType type, long count) {
            return new Done(extended(affected, type, count));
        }
    }

    /** There is more to do, at once, with this memory. */
    static More more(double progress, Map<String, String> memory) {
        return new More(progress, Map.of(), Map.copyOf(memory), Duration.ZERO);
    }

    /** All is done. */
    static Done done() {
        return new Done(Map.of());
    }

    private static Map<String, Long> extended(Map<String, Long> affected, ResourceType type, long count) {
        Map<String, Long> sum = new HashMap<>(affected);
        sum.merge(type.objectName(), count, Long::sum);
        return Map.copyOf(sum);
    }
}
