package dev.nightdesk.sdk.error;

/**
 * No answer came: the connection could not be made, or broke. Whether the request was carried out is not known; it is
 * safe to send it again with the same idempotency key.
 */
public final class NightdeskConnectionException extends NightdeskException {

    private static final long serialVersionUID = 1L;

    /** For the SDK itself. */
    public NightdeskConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
