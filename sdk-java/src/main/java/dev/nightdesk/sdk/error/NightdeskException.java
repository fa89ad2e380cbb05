package dev.nightdesk.sdk.error;

/**
 * Something went wrong with a call. The tree below is closed, so a {@code catch} or a chain of {@code instanceof} can
 * be
 * complete:
 *
 * <ul>
 *   <li>{@link NightdeskProblemException}: the service answered with a problem
 *   <li>{@link NightdeskConnectionException}: no answer came
 *   <li>{@link NightdeskTimeoutException}: no answer came in time
 *   <li>{@link NightdeskInterruptedException}: the calling thread was interrupted
 *   <li>{@link NightdeskDecodingException}: the answer was not understood
 * </ul>
 *
 * <p>It is thrown after the last attempt; retries that succeed are not seen.
 */
public abstract sealed class NightdeskException extends RuntimeException
        permits NightdeskConnectionException, NightdeskDecodingException, NightdeskInterruptedException,
                NightdeskProblemException, NightdeskTimeoutException {

    private static final long serialVersionUID = 1L;

    NightdeskException(String message, Throwable cause) {
        super(message, cause);
    }
}
