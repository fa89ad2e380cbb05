package dev.nightdesk.api.support;

import dev.nightdesk.openapi.Contract;
import dev.nightdesk.openapi.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Plain HTTP with one credential. Every exchange is held against the contract, whatever a test looks at. */
public final class TestClient {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final String credential;
    private final List<String> headers;

    TestClient(String url, String credential) {
        this(url, credential, List.of());
    }

    private TestClient(String url, String credential, List<String> headers) {
        this.url = url;
        this.credential = credential;
        this.headers = headers;
    }

    /** The same client sending a header more. */
    public TestClient with(String name, String value) {
        List<String> extended = new ArrayList<>(headers);
        extended.add(name);
        extended.add(value);
        return new TestClient(url, credential, extended);
    }

    /** The same client with an idempotency key. */
    public TestClient key(String key) {
        return with("Idempotency-Key", key);
    }

    /** The credential, for tests that make their own requests. */
    public String credential() {
        return credential;
    }

    public TestAnswer get(String path) {
        return send("GET", path, null);
    }

    public TestAnswer post(String path, String body) {
        return send("POST", path, body);
    }

    public TestAnswer put(String path, String body) {
        return send("PUT", path, body);
    }

    public TestAnswer delete(String path) {
        return send("DELETE", path, null);
    }

    /** A merge patch on the version that the tag names. */
    public TestAnswer patch(String path, String etag, String body) {
        return with("If-Match", etag).send("PATCH", path, body);
    }

    /** An upload of these bytes under this name. */
    public TestAnswer upload(String filename, String contentType, byte[] bytes) {
        HttpRequest.Builder request = request("/v1/attachments?filename="
                + URLEncoder.encode(filename, StandardCharsets.UTF_8)).POST(BodyPublishers.ofByteArray(bytes));
        return send(request.header("Content-Type", contentType).build(), null);
    }

    /** Any request; a null body sends none. */
    public TestAnswer send(String method, String path, String body) {
        HttpRequest.Builder request = request(path)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null && !headers.contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        return send(request.build(), body);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        return headers.isEmpty() ? request : request.headers(headers.toArray(String[]::new));
    }

    private static TestAnswer send(HttpRequest request, String body) {
        try {
            // A stream has no end to wait for; that it began is all that is to be known here.
            HttpResponse<byte[]> response = HTTP.send(request, head -> head.headers().firstValue("Content-Type")
                    .filter("text/event-stream"::equals).isPresent()
                            ? BodySubscribers.mapping(BodySubscribers.ofInputStream(), stream -> new byte[0])
                            : BodySubscribers.ofByteArray());
            List<String> violations = Contract.operation(request.method(), request.uri().getPath()).isPresent()
                    ? Contract.violations(exchange(response, body)) : List.of();
            if (!violations.isEmpty()) {
                throw new AssertionError(request.method() + " " + request.uri() + " answered " + response.statusCode()
                        + " " + new String(response.body(), StandardCharsets.UTF_8)
                        + "\ndeparts from the contract: " + String.join("\n", violations));
            }
            return new TestAnswer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Exchange exchange(HttpResponse<byte[]> response, String body) {
        HttpRequest request = response.request();
        return new Exchange(request.method(), response.uri(), request.headers(), body, response.statusCode(),
                response.headers(), new String(response.body(), StandardCharsets.UTF_8));
    }
}
