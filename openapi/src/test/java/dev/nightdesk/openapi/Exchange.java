package dev.nightdesk.openapi;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/**
 * A request and its answer as they went over the wire.
 *
 * @param requestBody the body that was sent as text; null when there was none or it was not text
 * @param body the body of the answer as text; empty when there was none
 */
public record Exchange(String method, URI uri, HttpHeaders requestHeaders, String requestBody,
                       int status, HttpHeaders headers, String body) {

    /** The exchange that ended with an answer of the JDK's client, which does not keep the body that was sent. */
    public static Exchange of(HttpResponse<String> response, String requestBody) {
        return new Exchange(response.request().method(), response.uri(), response.request().headers(), requestBody,
                response.statusCode(), response.headers(), response.body());
    }

    String line() {
        return method + " " + uri.getRawPath() + " → " + status;
    }

    boolean succeeded() {
        return status >= 200 && status < 300;
    }
}
