package dev.nightdesk.sdk.error;

import dev.nightdesk.sdk.model.FieldError;
import dev.nightdesk.sdk.model.Problem;
import dev.nightdesk.sdk.model.ProblemCode;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * The service answered with a problem. There is one subclass for each {@link ProblemCode}, such as
 * {@link ConversationClosedException}, and {@link UnrecognizedProblemException} for everything else.
 */
public abstract sealed class NightdeskProblemException extends NightdeskException
        permits DocumentedProblemException, UnrecognizedProblemException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient HttpHeaders headers;
    private final int status;

    NightdeskProblemException(Problem problem, int status, HttpHeaders headers) {
        super(message(problem, status, headers), null);
        this.problem = problem;
        this.status = status;
        this.headers = headers;
    }

    private static String message(Problem problem, int status, HttpHeaders headers) {
        StringBuilder message = new StringBuilder().append(status);
        Optional.ofNullable(problem.code()).ifPresent(code -> message.append(' ').append(code));
        Optional.ofNullable(problem.detail()).ifPresent(detail -> message.append(": ").append(detail));
        for (FieldError error : problem.errors()) {
            message.append("; ").append(error.pointer().or(error::parameter).orElse("")).append(' ')
                    .append(error.detail());
        }
        headers.firstValue("Request-Id").ifPresent(id -> message.append(" (").append(id).append(')'));
        return message.toString();
    }

    /** The whole problem document (RFC 9457). */
    public Problem problem() {
        return problem;
    }

    /** What went wrong; empty when the answer was not a problem document. */
    public Optional<ProblemCode> code() {
        return Optional.ofNullable(problem.code());
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The headers of the answer, such as {@code Allow} or {@code ETag}. */
    public HttpHeaders headers() {
        return headers;
    }

    /** Identifier of the request, to be named when asking for help; empty when a proxy answered. */
    public Optional<String> requestId() {
        return headers.firstValue("Request-Id").or(() -> Optional.ofNullable(problem.requestId()));
    }

    /** Every field or parameter at fault; empty when the problem is not about fields. */
    public List<FieldError> fieldErrors() {
        return problem.errors();
    }

    /** Identifier of the resource that is in the way or took over, with the codes that say so. */
    public Optional<String> existingId() {
        return problem.existingId();
    }
}
