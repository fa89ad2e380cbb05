package dev.nightdesk.sdk.error;

/**
 * The calling thread was interrupted while it waited; its interrupt flag is set again. Whether the request was carried
 * out
 * is not known.
 */
public final class NightdeskInterruptedException extends NightdeskException {

    private static final long serialVersionUID = 1L;

    /** For the SDK itself. */
    public NightdeskInterruptedException(String message, Throwable cause) {
        super(message, cause);
    }
}
