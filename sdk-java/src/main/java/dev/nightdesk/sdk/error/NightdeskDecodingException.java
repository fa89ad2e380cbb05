package dev.nightdesk.sdk.error;

/**
 * A successful answer was not understood, such as a page of a proxy instead of JSON. The request was carried out.
 */
public final class NightdeskDecodingException extends NightdeskException {

    private static final long serialVersionUID = 1L;

    /** For the SDK itself. */
    public NightdeskDecodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
