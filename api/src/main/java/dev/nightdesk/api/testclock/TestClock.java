package dev.nightdesk.api.testclock;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import java.time.Instant;
import java.util.Map;

/**
 * A clock that stands still until it is moved; the time of the test workspaces bound to it.
 *
 * @param name for people, or null
 * @param now what it shows
 * @param advance where it is being moved, or null while it stands
 * @param createdAt in real time
 */
public record TestClock(String id, String name, Instant now, Advance advance, Map<String, String> metadata,
        long version, Instant createdAt, Instant updatedAt) implements Aggregate {
    /** Clocks belong to the installation. */
    public static final String OWNER = "platform";

    /**
     * A move under way.
     *
     * @param operationId the operation that moves it
     * @param from what it showed at first
     * @param to what it will show in the end
     */
    public record Advance(String operationId, Instant from, Instant to) {
    }

    /** A new clock that stands still. */
    public static TestClock create(String id, String name, Instant now, Map<String, String> metadata, Instant real) {
        return new TestClock(id, name, now, null, metadata, 1, real, real);
    }

    /** Whether it is being moved. */
    public boolean advancing() {
        return advance != null;
    }

    /** Whether the operation is what moves it. */
    public boolean movedBy(String operationId) {
        return advancing() && advance.operationId().equals(operationId);
    }

    /** The clock at the beginning of a move. */
    public TestClock begin(String operationId, Instant to, Instant real) {
        return new TestClock(id, name, now, new Advance(operationId, now, to), metadata, version + 1, createdAt, real);
    }

    /** The clock at an instant on the way; itself when it shows that or a later one already. */
    public TestClock pass(Instant instant, Instant real) {
        return instant.isAfter(now)
                ? new TestClock(id, name, instant, advance, metadata, version + 1, createdAt, real) : this;
    }

    /** The clock at the end of the move. */
    public TestClock arrive(Instant real) {
        return new TestClock(id, name, advance.to(), null, metadata, version + 1, createdAt, real);
    }

    /** The share of the way behind it, 0 to 1. */
    public double progress() {
        long whole = advance.to().toEpochMilli() - advance.from().toEpochMilli();
        return (now.toEpochMilli() - advance.from().toEpochMilli()) / (double) whole;
    }

    @Override
    public String workspaceId() {
        return OWNER;
    }
}
