package dev.nightdesk.api.webhook;

import java.time.Duration;

/**
 * What an operator may set about webhooks.
 *
 * @param schedule when deliveries are tried
 * @param answerWithin the limit of one attempt, everything included
 * @param lease how long a claimed delivery belongs to its worker; longer than an attempt can last
 * @param disableAfter an endpoint without a single success for this long is switched off
 * @param mostInFlight attempts to one endpoint at the same time
 * @param secretOverlap how long a rotated secret still signs
 * @param addresses where webhooks may go
 */
public record WebhookSettings(
        RetrySchedule schedule,
        Duration answerWithin,
        Duration lease,
        Duration disableAfter,
        int mostInFlight,
        Duration secretOverlap,
        AddressPolicy addresses) {

    /** The contract's defaults. */
    public static final WebhookSettings STANDARD = new WebhookSettings(
            RetrySchedule.STANDARD,
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofDays(5),
            10,
            Duration.ofHours(24),
            AddressPolicy.STANDARD);

    public WebhookSettings {
        if (lease.compareTo(answerWithin) <= 0) {
            throw new IllegalArgumentException("a lease outlasts an attempt, or two workers send at once");
        }
        if (mostInFlight < 1) {
            throw new IllegalArgumentException("at least one attempt may be in flight");
        }
    }
}
