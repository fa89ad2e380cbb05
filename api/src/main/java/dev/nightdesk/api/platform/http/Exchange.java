package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.auth.Principal;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request and its answer, in Helidon's terms on the inside and the contract's on the outside. */
final class Exchange {
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private final ServerRequest request;
    private final ServerResponse response;
    private final String requestId;
    private final String path;
    private final long startNanos = System.nanoTime();
    private RequestBody body;
    private Query query;
    private Principal principal;
    private Operation operation;
    private RateLimits.Standing rate;

    Exchange(ServerRequest request, ServerResponse response, String requestId) {
        this.request = request;
        this.response = response;
        this.requestId = requestId;
        this.path = request.prologue().uriPath().rawPath();
    }

    String requestId() {
        return requestId;
    }

    String method() {
        return request.prologue().method().text();
    }

    String path() {
        return path;
    }

    Query query() {
        if (query == null) {
            query = Query.parse(request.prologue().query().rawValue());
        }
        return query;
    }

    List<String> headers(String name) {
        return request.headers().all(HeaderNames.create(name), List::of);
    }

    String remoteAddress() {
        return request.remotePeer().host();
    }

    /** The trace that the caller's {@code traceparent} names, for the logs. */
    Optional<String> traceId() {
        return headers("traceparent").stream().map(TRACEPARENT::matcher).filter(Matcher::matches)
                .map(matcher -> matcher.group(1)).findFirst();
    }

    /** Nanoseconds since the request arrived. */
    long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }

    Optional<Operation> operation() {
        return Optional.ofNullable(operation);
    }

    Optional<Principal> principal() {
        return Optional.ofNullable(principal);
    }

    void authenticated(Principal caller) {
        this.principal = caller;
    }

    void found(Operation found) {
        this.operation = found;
    }

    void rate(RateLimits.Standing standing) {
        this.rate = standing;
    }

    /** 415 for a body that is not JSON, 406 for a caller that takes no JSON; uploads and downloads are of any type. */
    void checkMediaTypes() {
        if (operation != Operation.UPLOAD_ATTACHMENT && request.content().hasEntity()) {
            List<String> types = headers("Content-Type");
            if (types.size() != 1 || !isJson(types.getFirst())) {
                throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json in UTF-8.");
            }
        }
        List<String> accepted = headers("Accept");
        if (operation != Operation.GET_ATTACHMENT_CONTENT && !accepted.isEmpty()
                && accepted.stream().noneMatch(Exchange::acceptsJson)) {
            throw Problem.of(ProblemCode.NOT_ACCEPTABLE, "The answer is application/json.");
        }
    }

    /** The body, unless its declared length is beyond the limit already. */
    RequestBody body(long most, Duration time, InstantSource clock) {
        if (request.headers().contentLength().orElse(0) > most) {
            throw RequestBody.tooLarge(most);
        }
        InputStream source = request.content().hasEntity() ? request.content().inputStream()
                : InputStream.nullInputStream();
        body = new RequestBody(source, most, time, clock);
        return body;
    }

    void send(Answer answer) {
        Leftover leftover = new Leftover(request, body);
        boolean last = leftover.settle()
                || request.headers().contains(HeaderValues.CONNECTION_CLOSE);
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        response.status(Status.create(answer.status()));
        response.header(HeaderNames.create("Request-Id"), requestId);
        if (rate != null) {
            response.header(HeaderNames.create("RateLimit-Policy"), rate.policy());
            response.header(HeaderNames.create("RateLimit"), rate.limit());
        }
        answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        if (answer.status() == 304 || answer.status() == 204) {
            response.send();
        } else {
            sendContent(answer);
        }
        if (last && answer.stream() == null) {
            leftover.linger();
            // Helidon only says so and would read on.
            throw new CloseConnectionException("the last answer on this connection");
        }
    }

    private void sendContent(Answer answer) {
        response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
        if (answer.stream() == null) {
            response.send(answer.body());
        } else {
            sendStream(answer.stream());
        }
    }

    private void sendStream(InputStream stream) {
        try (stream; OutputStream output = response.outputStream()) {
            stream.transferTo(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJson(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
        String type = parts[0].trim();
        boolean utf8 = true;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            utf8 &= !parameter.startsWith("charset=") || parameter.replace("\"", "").equals("charset=utf-8");
        }
        return utf8 && (type.equals("application/json") || type.equals("application/merge-patch+json"));
    }

    private static boolean acceptsJson(String accept) {
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.split(";");
            String type = parts[0].trim();
            boolean refused = parts.length > 1 && parts[1].trim().matches("q=0(\\.0*)?");
            if (!refused && (type.equals("*/*") || type.equals("application/*") || type.equals("application/json")
                    || type.equals("application/problem+json"))) {
                return true;
            }
        }
        return false;
    }
}
