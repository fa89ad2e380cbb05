package dev.nightdesk.api.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether an endpoint is still called.
 *
 * @param failingSince the first failure after the last success; empty while the last attempt succeeded
 * @param disabled set when it is no longer called
 */
public record EndpointHealth(Optional<Instant> failingSince, Optional<Disabled> disabled) {

    /** Nothing known against it. */
    public static final EndpointHealth GOOD = new EndpointHealth(Optional.empty(), Optional.empty());

    /** When and why it was switched off. */
    public record Disabled(Instant at, Reason reason) {
    }

    /** Why an endpoint was switched off. */
    public enum Reason {
        /** The receiver answered 410. */
        GONE,
        /** No attempt succeeded during the whole window. */
        FAILING,
        /** The owner asked for it. */
        REQUESTED;

        /** The word used on the wire and in the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The health after an attempt that ended at {@code now}. The same instance comes back where nothing changed, so
     * that a store need not write for every attempt; a disabled endpoint stays so until {@link #enabled()}.
     *
     * @param window how long it may fail without a single success
     */
    public EndpointHealth after(AttemptResult result, Instant now, Duration window) {
        if (disabled.isPresent()) {
            return this;
        }
        if (result.succeeded()) {
            return failingSince.isEmpty() ? this : GOOD;
        }
        Instant since = failingSince.orElse(now);
        if (result.gone()) {
            return new EndpointHealth(Optional.of(since), Optional.of(new Disabled(now, Reason.GONE)));
        }
        if (!now.isBefore(since.plus(window))) {
            return new EndpointHealth(Optional.of(since), Optional.of(new Disabled(now, Reason.FAILING)));
        }
        return failingSince.isPresent() ? this : new EndpointHealth(Optional.of(since), Optional.empty());
    }

    /** Switched off by its owner. */
    public EndpointHealth disable(Instant now) {
        return disabled.isPresent()
                ? this
                : new EndpointHealth(failingSince, Optional.of(new Disabled(now, Reason.REQUESTED)));
    }

    /** Switched on again, with a fresh window. */
    public EndpointHealth enabled() {
        return GOOD;
    }

    public boolean isEnabled() {
        return disabled.isEmpty();
    }
}
