package dev.nightdesk.sdk.error;

import dev.nightdesk.sdk.model.Problem;
import java.net.http.HttpHeaders;

/**
 * A problem with a code that was added after this version of the SDK was made, or an answer with status 400 to 599 that
 * is
 * not a problem document, such as a proxy's. {@link #status()} and {@link #code()} tell which.
 */
public final class UnrecognizedProblemException extends NightdeskProblemException {

    private static final long serialVersionUID = 1L;

    UnrecognizedProblemException(Problem problem, int status, HttpHeaders headers) {
        super(problem, status, headers);
    }
}
