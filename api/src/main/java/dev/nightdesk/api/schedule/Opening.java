package dev.nightdesk.api.schedule;

import java.time.Instant;

/**
 * Whether a schedule is open at an instant, and how long it has been and will be.
 *
 * @param since when this began; null when it lasted longer than the search looks back
 * @param until when this ends; null when it lasts longer than the search looks ahead
 * @param reason what decides at the instant asked about; within {@code since} and {@code until} reasons may differ
 */
public record Opening(boolean open, Instant since, Instant until, OpeningReason reason) {}
