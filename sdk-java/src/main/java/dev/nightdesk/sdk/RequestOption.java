package dev.nightdesk.sdk;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Something to do differently for one call; every method that sends a request takes any number of them at its end. */
public final class RequestOption {

    private final UnaryOperator<CallSettings> change;

    private RequestOption(UnaryOperator<CallSettings> change) {
        this.change = change;
    }

    CallSettings apply(CallSettings settings) {
        return change.apply(settings);
    }

    /**
     * Your own idempotency key in place of a random one, so that a repeat by another process, or after a restart, is
     * done
     * once only. Kept by the service for 24 hours; ignored for methods that are repeatable by nature.
     *
     * @param key 1–255 visible ASCII characters, unique per intent
     */
    public static RequestOption idempotencyKey(String key) {
        if (!key.matches("[\\x21-\\x7E]{1,255}")) {
            throw new IllegalArgumentException("An idempotency key has 1 to 255 visible ASCII characters");
        }
        return new RequestOption(settings -> settings.withIdempotencyKey(key));
    }

    /** How long one attempt may take until its answer is there. */
    public static RequestOption timeout(Duration timeout) {
        return new RequestOption(settings -> settings.withTimeout(positive(timeout)));
    }

    /** How long the call may take in all, with its retries and the pauses between them. */
    public static RequestOption deadline(Duration deadline) {
        return new RequestOption(settings -> settings.withDeadline(positive(deadline)));
    }

    /** How often a failed attempt is repeated, 0 for never. */
    public static RequestOption maxRetries(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("maxRetries must not be negative: " + count);
        }
        return new RequestOption(settings -> settings.withMaxRetries(count));
    }

    /**
     * Makes a read conditional. Use it with {@link Nightdesk#send}: an unchanged resource answers 304 without a body
     * ({@link ApiResponse#notModified()}), which other methods cannot show.
     *
     * @param etag as in {@link ApiResponse#etag()}
     */
    public static RequestOption ifNoneMatch(String etag) {
        return header("If-None-Match", etag);
    }

    /** A header, in place of one the SDK would send, such as {@code traceparent} or {@code If-Match}. */
    public static RequestOption header(String name, String value) {
        Objects.requireNonNull(value, name);
        return new RequestOption(settings -> settings.withHeader(name, value));
    }

    static Duration positive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("A duration longer than zero is needed: " + duration);
        }
        return duration;
    }
}
