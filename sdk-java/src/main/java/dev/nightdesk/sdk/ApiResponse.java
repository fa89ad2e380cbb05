package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.NightdeskDecodingException;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * A successful answer as it came: status, headers and bytes, and what it means.
 *
 * @param <T> what the body is read as
 */
public final class ApiResponse<T> {

    private final ApiRequest<T> request;
    private final Answer answer;
    private final int attempts;

    ApiResponse(ApiRequest<T> request, Answer answer, int attempts) {
        this.request = request;
        this.answer = answer;
        this.attempts = attempts;
    }

    /** The HTTP status: 200 to 299, or 304. */
    public int status() {
        return answer.status();
    }

    /** All headers. */
    public HttpHeaders headers() {
        return answer.headers();
    }

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        return answer.headers().firstValue(name);
    }

    /** Identifier of the request, to be named when asking for help. */
    public Optional<String> requestId() {
        return header("Request-Id");
    }

    /** Version of the resource; give it as {@code If-Match} or {@link RequestOption#ifNoneMatch}. */
    public Optional<String> etag() {
        return header("ETag");
    }

    /** Whether this is the stored answer to an earlier request with the same idempotency key. */
    public boolean replayed() {
        return header("Idempotent-Replayed").map("true"::equals).orElse(false);
    }

    /** Whether the version that the request named is current (304); then there is no value. */
    public boolean notModified() {
        return answer.status() == 304;
    }

    /** How many requests were sent until this answer came; 1 when the first succeeded. */
    public int attempts() {
        return attempts;
    }

    /** A copy of the bytes of the body; empty when the body is a stream. */
    public byte[] body() {
        return answer.body().clone();
    }

    /**
     * The body, read anew by each call; null when the answer has none by nature. A stream is there once only and must
     * be
     * closed.
     *
     * @throws IllegalStateException when {@link #notModified()}
     * @throws NightdeskDecodingException when the body is not what the contract says
     */
    public T value() {
        if (notModified()) {
            throw new IllegalStateException("Not modified: the answer has no body");
        }
        return Json.read(answer, request.answerType());
    }
}
