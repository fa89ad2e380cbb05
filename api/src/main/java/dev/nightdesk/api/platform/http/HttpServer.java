package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.time.InstantSource;

/** The listening socket: Helidon with the limits that it leaves open closed, and all its own refusals as problems. */
public final class HttpServer implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(75);
    /** How Helidon says so, under the status of any other fault of a header. */
    private static final String HEADERS_TOO_LONG = "Header size exceeded";
    private static final int MOST_CONNECTIONS = 20_000;

    private final WebServer server;
    private final ConnectionDeadlines deadlines;

    private HttpServer(WebServer server, ConnectionDeadlines deadlines) {
        this.server = server;
        this.deadlines = deadlines;
    }

    /** Listens; requests in work at {@link #close} may take so long. */
    public static HttpServer start(String host, int port, Dispatcher dispatcher, BrowserPages pages, Limits limits,
            Duration grace, InstantSource clock, Ids ids) {
        ConnectionDeadlines deadlines = dispatcher.deadlines();
        WebServer server = WebServer.builder().host(host).port(port)
                // Else it finds a second HTTP/1.1 by itself, with limits of its own.
                .protocolsDiscoverServices(false)
                .addProtocol(Http1Config.builder().maxPrologueLength(limits.requestLine())
                        .maxHeadersSize(limits.headers()).sendKeepAliveHeader(false)
                        .addReceiveListener(deadlines.arrivals()).addSendListener(deadlines.departures()).build())
                // Bodies have bounds of their own; this one is for a single chunk, which Helidon reads as a whole.
                .maxPayloadSize(2 * limits.attachment())
                .maxTcpConnections(MOST_CONNECTIONS)
                // One packet for a small answer: Nagle's wait costs 40 ms (stack facts).
                .connectionOptions(options -> options.tcpNoDelay(true).readTimeout(IDLE))
                // Channels ignore the read time-out.
                .useNio(false)
                // Tells the direct handlers what happened; they answer in their own words.
                .errorHandling(ErrorHandling.builder().includeEntity(true).build())
                .idleConnectionTimeout(IDLE)
                .shutdownGracePeriod(grace)
                .shutdownHook(false)
                .directHandlers(directHandlers(clock, ids))
                .routing((HttpRouting.Builder routing) -> routing.addFilter((chain, request, response) -> {
                    try {
                        chain.proceed();
                    } finally {
                        deadlines.end(request);
                    }
                }).addFilter(pages).any(dispatcher))
                .build().start();
        return new HttpServer(server, deadlines);
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        deadlines.close();
    }

    /** Helidon answers by itself what never becomes a request; these answers follow the contract too. */
    private static DirectHandlers directHandlers(InstantSource clock, Ids ids) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, (request, event, status, headers, message) -> {
                String requestId = ids.next(ResourceType.REQUEST, clock.instant());
                Problem problem = problem(status, message == null ? "" : message);
                ServerResponseHeaders response = ServerResponseHeaders.create(headers);
                response.set(HeaderNames.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE);
                response.set(HeaderNames.create("Request-Id"), requestId);
                problem.headers().forEach((name, value) -> response.set(HeaderNames.create(name), value));
                return DirectHandler.TransportResponse.builder().status(Status.create(problem.code().status()))
                        .headers(response).keepAlive(false)
                        .entity(ProblemDocument.bytes(problem, requestId)).build();
            });
        }
        return handlers.build();
    }

    private static Problem problem(Status status, String message) {
        if (message.equals(HEADERS_TOO_LONG)) {
            return Problem.of(ProblemCode.HEADER_TOO_LARGE, "The headers are too long.");
        }
        return switch (status.code()) {
            case 413 -> Problem.of(ProblemCode.CONTENT_TOO_LARGE, "The body is too long.");
            case 414 -> Problem.of(ProblemCode.URI_TOO_LONG, "The request line is too long.");
            case 503 -> Problem.of(ProblemCode.OVERLOADED, "The service is over capacity.")
                    .header("Retry-After", "1");
            case 500 -> Problem.of(ProblemCode.INTERNAL_ERROR, "Something broke on our side.");
            default -> Problem.of(ProblemCode.MALFORMED_REQUEST, "The request is not valid HTTP.");
        };
    }
}
