package dev.nightdesk.api.platform.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Set;

/**
 * Which pages a browser lets call this server (CORS), and what of the answers it shows them. Credentials are bearer
 * tokens, never cookies: a page that holds none can do nothing that anybody could not. Helidon's own feature for this
 * comes after a handler of everything, and refuses without a problem document.
 */
public final class BrowserPages implements Filter {
    private static final String ANY = "*";
    private static final Header VARY = HeaderValues.createCached("Vary", "Origin");
    private static final Header SHOWN = HeaderValues.createCached("Access-Control-Expose-Headers",
            "Content-Disposition, ETag, Idempotent-Replayed, Link, Location, RateLimit, RateLimit-Policy, Request-Id, "
                    + "Retry-After");
    private static final Header METHODS = HeaderValues.createCached("Access-Control-Allow-Methods",
            "GET, POST, PUT, PATCH, DELETE");
    private static final Header SENT = HeaderValues.createCached("Access-Control-Allow-Headers",
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, traceparent");
    private static final Header REMEMBERED = HeaderValues.createCached("Access-Control-Max-Age", "7200");

    private final Set<String> origins;

    /** A filter for pages of these origins; {@code *} is any, none is none. */
    public BrowserPages(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!origins.isEmpty()) {
            response.header(VARY);
            String origin = request.headers().value(HeaderNames.ORIGIN).orElse("");
            if (!origin.isEmpty() && (origins.contains(origin) || origins.contains(ANY))) {
                response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin).header(SHOWN);
                boolean asksFirst = request.prologue().method().equals(Method.OPTIONS)
                        && request.headers().contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
                if (asksFirst) {
                    response.header(METHODS).header(SENT).header(REMEMBERED).status(Status.NO_CONTENT_204).send();
                    return;
                }
            }
        }
        chain.proceed();
    }
}
