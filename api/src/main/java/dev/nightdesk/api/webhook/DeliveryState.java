package dev.nightdesk.api.webhook;

import java.time.Instant;

/** Where a delivery stands. Before its first attempt and between attempts it waits; success and failure are final. */
public sealed interface DeliveryState {

    /** To be attempted at or after {@code dueAt}. */
    record Waiting(Instant dueAt) implements DeliveryState {
    }

    /** Being attempted by {@code worker}, which has it to itself until {@code leaseUntil}. */
    record InFlight(String worker, Instant leaseUntil) implements DeliveryState {
    }

    /** Accepted by the receiver. */
    record Succeeded(Instant at) implements DeliveryState {
    }

    /** Given up: the schedule is used up, or the receiver answered 410. */
    record Failed(Instant at) implements DeliveryState {
    }
}
