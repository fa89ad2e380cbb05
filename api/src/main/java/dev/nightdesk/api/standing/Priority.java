package dev.nightdesk.api.standing;

import java.util.stream.Stream;

/** How urgent a conversation is, in rising order. */
public enum Priority {
    LOW(10), NORMAL(20), HIGH(30), URGENT(40);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** What lists are sorted by; there is room between the ranks. */
    public int rank() {
        return rank;
    }

    /** The priority of a rank. */
    public static Priority ofRank(int rank) {
        return Stream.of(values()).filter(priority -> priority.rank == rank).findFirst().orElseThrow();
    }
}
