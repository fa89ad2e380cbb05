package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.auth.Principal;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request and its answer, in Helidon's terms on the inside and the contract's on the outside. */
final class Exchange {
    private static final int SMALL_BODY = 4_096;
    /** What is longer is sent in pieces of that size, and for each the caller has as long as for a small answer. */
    private static final int PIECE = 1_048_576;
    /** What is read as it is sent is held in smaller ones. */
    private static final int READ_PIECE = 65_536;
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    /** Texts of customers are data; no browser shall take them for a page. */
    private static final Header NO_SNIFFING = HeaderValues.createCached("X-Content-Type-Options", "nosniff");

    private final ServerRequest request;
    private final ServerResponse response;
    private final String requestId;
    private final ConnectionDeadlines deadlines;
    private final String path;
    private final long startNanos = System.nanoTime();
    private RequestBody body;
    private Query query;
    private Principal principal;
    private Operation operation;
    private RateLimits.Standing rate;

    Exchange(ServerRequest request, ServerResponse response, String requestId, ConnectionDeadlines deadlines) {
        this.request = request;
        this.response = response;
        this.requestId = requestId;
        this.deadlines = deadlines;
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

    /** 415 for a body of another type, 406 for a caller that takes no answer; uploads and downloads are of any type. */
    void checkMediaTypes() {
        if (operation != Operation.UPLOAD_ATTACHMENT && request.content().hasEntity()) {
            MediaTypes.checkBody(operation, headers("Content-Type"));
        }
        if (operation != Operation.GET_ATTACHMENT_CONTENT) {
            MediaTypes.checkAnswer(operation, new Accept(headers("Accept")));
        }
    }

    /** Whether the body is known to be small, so that many may be waited for at once. */
    boolean hasSmallBody() {
        return request.headers().contentLength().orElse(Long.MAX_VALUE) <= SMALL_BODY;
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
        if (last || answer.live() != null) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        response.status(Status.create(answer.status()));
        response.header(HeaderNames.create("Request-Id"), requestId);
        response.header(NO_SNIFFING);
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
        if (answer.live() != null) {
            throw new CloseConnectionException("a stream has ended");
        }
        if (last && answer.stream() == null) {
            leftover.linger();
            // Helidon only says so and would read on.
            throw new CloseConnectionException("the last answer on this connection");
        }
    }

    private void sendContent(Answer answer) {
        response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
        if (answer.live() != null) {
            sendLive(answer.live());
        } else if (answer.stream() != null) {
            sendStream(answer.stream());
        } else if (answer.body().length <= PIECE) {
            response.send(answer.body());
        } else {
            sendPieces(answer.body());
        }
    }

    /** Closing the output ends the answer in good order, which only a body that came to its own end may claim. */
    private void sendLive(Answer.Live live) {
        try {
            OutputStream output = new UnhurriedOutput(response.outputStream(), request, deadlines);
            live.write(output);
            output.close();
            // Helidon would end the body when this handler returns, which throws to end the connection.
            ((RoutingResponse) response).commit();
        } catch (IOException | RuntimeException e) {
            System.getLogger(Exchange.class.getName()).log(System.Logger.Level.DEBUG, "a stream's reader has gone", e);
        }
    }

    private void sendStream(InputStream stream) {
        try (stream; OutputStream output = response.outputStream()) {
            byte[] piece = new byte[READ_PIECE];
            for (int read = stream.read(piece); read >= 0; read = stream.read(piece)) {
                output.write(piece, 0, read);
                deadlines.renew(request);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sendPieces(byte[] body) {
        response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, body.length));
        try (OutputStream output = response.outputStream()) {
            for (int from = 0; from < body.length; from += PIECE) {
                output.write(body, from, Math.min(PIECE, body.length - from));
                deadlines.renew(request);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
