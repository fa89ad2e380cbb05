package dev.nightdesk.api.operation;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Work that goes on after its request was answered. Whoever works on it first claims it, which makes a new version;
 * since every later write names the version it was made on, one whose claim has run out meanwhile can write no more.
 *
 * @param memory what the handler needs to know, such as where to go on; never shown
 * @param progress share done, 0 to 1; it never goes back
 * @param affected how many resources were changed or removed so far, by type
 * @param failure why it ended badly, or null
 * @param freeAt from when any worker may take it: the end of a claim or of a pause; null once it has ended
 * @param failures how often in a row a step broke off
 * @param finishedAt when it ended, or null
 * @param createdAt in real time, as all its instants: leases and clean-up do not wait for a test clock
 */
public record Operation(String id, String workspaceId, OperationOrder order, Map<String, String> memory,
        double progress, Map<String, Long> affected, OperationFailure failure, Instant freeAt, int failures,
        Instant finishedAt, long version, Instant createdAt, Instant updatedAt) implements Aggregate {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 8;

    /** A new operation that any worker may take at once. */
    public static Operation create(String id, String workspaceId, OperationOrder order, Map<String, String> memory,
            Instant now) {
        return new Operation(id, workspaceId, order, Map.copyOf(memory), 0, Map.of(), null, now, 0, null, 1, now, now);
    }

    /** Whether it has ended, well or not. */
    public boolean done() {
        return finishedAt != null;
    }

    /** Nobody else may take it until the instant. */
    public Operation claim(Instant until, Instant now) {
        return new Operation(id, workspaceId, order, memory, progress, affected, failure, until, failures, null,
                version + 1, createdAt, now);
    }

    /** The operation after a step that did not break off. */
    public Operation after(Step step, Instant now) {
        return switch (step) {
            case Step.More more -> new Operation(id, workspaceId, order, more.memory(),
                    Math.min(1, Math.max(progress, more.progress())), sum(more.affected()), null,
                    now.plus(more.pause()), 0, null, version + 1, createdAt, now);
            case Step.Done done -> new Operation(id, workspaceId, order, memory, 1, sum(done.affected()), null, null,
                    0, now, version + 1, createdAt, now);
        };
    }

    /** The operation after a refusal that no repetition will change. */
    public Operation fail(OperationFailure reason, Instant now) {
        return new Operation(id, workspaceId, order, memory, progress, affected, reason, null, failures, now,
                version + 1, createdAt, now);
    }

    /** The operation after a step that broke off: it is repeated, each time after twice the pause, up to minutes. */
    public Operation postpone(Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return new Operation(id, workspaceId, order, memory, progress, affected, failure, now.plus(pause),
                failures + 1, null, version + 1, createdAt, now);
    }

    private Map<String, Long> sum(Map<String, Long> more) {
        Map<String, Long> sum = new TreeMap<>(affected);
        more.forEach((type, count) -> sum.merge(type, count, Long::sum));
        return sum;
    }
}
