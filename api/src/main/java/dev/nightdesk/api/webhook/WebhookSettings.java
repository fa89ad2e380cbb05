package dev.nightdesk.api.webhook;

import dev.nightdesk.api.platform.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

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

    /** The defaults with what the operator has set otherwise, as {@code NIGHTDESK_WEBHOOKS_…}. */
    public static WebhookSettings of(Settings settings) {
        RetrySchedule schedule = new RetrySchedule(
                settings.durations("WEBHOOKS_SCHEDULE", RetrySchedule.STANDARD.delays()),
                RetrySchedule.STANDARD.jitter(), RetrySchedule.STANDARD.longestRetryAfter());
        List<AddressRange> denied = settings.words("WEBHOOKS_DENY").stream().map(AddressRange::parse).toList();
        List<String> ports = settings.words("WEBHOOKS_PORTS");
        AddressPolicy addresses = new AddressPolicy(settings.flag("WEBHOOKS_ALLOW_INSECURE"), ports.isEmpty()
                ? AddressPolicy.STANDARD.ports()
                : ports.stream().map(Integer::valueOf).collect(Collectors.toUnmodifiableSet()), denied);
        return new WebhookSettings(
                schedule,
                settings.duration("WEBHOOKS_ANSWER_WITHIN", STANDARD.answerWithin()),
                settings.duration("WEBHOOKS_LEASE", STANDARD.lease()),
                settings.duration("WEBHOOKS_DISABLE_AFTER", STANDARD.disableAfter()),
                settings.number("WEBHOOKS_IN_FLIGHT", STANDARD.mostInFlight()),
                settings.duration("WEBHOOKS_SECRET_OVERLAP", STANDARD.secretOverlap()),
                addresses);
    }

    public WebhookSettings {
        if (lease.compareTo(answerWithin) <= 0) {
            throw new IllegalArgumentException("a lease outlasts an attempt, or two workers send at once");
        }
        if (mostInFlight < 1) {
            throw new IllegalArgumentException("at least one attempt may be in flight");
        }
    }
}
