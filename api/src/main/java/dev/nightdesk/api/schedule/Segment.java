package dev.nightdesk.api.schedule;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time, from included to excluded, with one reason for being open or closed. */
public record Segment(Instant from, Instant to, OpeningReason reason) {
    public boolean open() {
        return reason.open();
    }

    public Duration length() {
        return Duration.between(from, to);
    }
}
