package dev.nightdesk.sdk.error;

/**
 * No answer came in time: an attempt took longer than its time-out, or the call with its retries longer than its
 * deadline.
 * Whether the request was carried out is not known; it is safe to send it again with the same idempotency key.
 */
public final class NightdeskTimeoutException extends NightdeskException {

    private static final long serialVersionUID = 1L;

    /** For the SDK itself. */
    public NightdeskTimeoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
