package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back to the caller. Bodies are finished bytes, so that a replay repeats them to the letter.
 *
 * @param status HTTP status
 * @param headers further headers, in order
 * @param contentType of the body
 * @param body the bytes, empty for none
 * @param stream a body too large to hold, with {@code body} empty; null for none
 * @param secret whether the body shows a secret and must be sealed wherever it is kept
 */
@SuppressWarnings("ArrayRecordComponent") // answers are sent, never compared
public record Answer(int status, Map<String, String> headers, String contentType, byte[] body, InputStream stream,
        boolean secret) {
    /** The media type of all resources. */
    public static final String JSON = "application/json";
    /** The media type of pictures. */
    public static final String SVG = "image/svg+xml";
    private static final byte[] NO_BODY = {};

    /** 200 with a resource. */
    public static Answer ok(Object resource) {
        return of(200, bytes(resource));
    }

    /** 201 with the new resource and its place. */
    public static Answer created(String location, Object resource) {
        return of(201, bytes(resource)).header("Location", location);
    }

    /** 202: the work goes on, the operation tells how far it is. */
    public static Answer accepted(String location, Object operation) {
        return of(202, bytes(operation)).header("Location", location);
    }

    private static byte[] bytes(Object resource) {
        return resource instanceof RawJson json ? json.text().getBytes(StandardCharsets.UTF_8) : Json.write(resource);
    }

    /** Finished JSON bytes with a status. */
    public static Answer of(int status, byte[] json) {
        return new Answer(status, Map.of(), JSON, json, null, false);
    }

    /** 204. */
    public static Answer noContent() {
        return new Answer(204, Map.of(), JSON, NO_BODY, null, false);
    }

    /** 304. */
    public static Answer notModified(String etag) {
        return new Answer(304, Map.of("ETag", etag), JSON, NO_BODY, null, false);
    }

    /** 200 with bytes of any type, read as they are sent. */
    public static Answer streamed(String contentType, InputStream stream) {
        return new Answer(200, Map.of(), contentType, NO_BODY, stream, false);
    }

    /** 200 with a picture that stands alone; should a browser open it, nothing in it may run or load. */
    public static Answer picture(String svg) {
        return content(SVG, svg.getBytes(StandardCharsets.UTF_8)).header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    }

    /** 200 with finished bytes of any type. */
    public static Answer content(String contentType, byte[] body) {
        return new Answer(200, Map.of(), contentType, body, null, false);
    }

    /** The same with a header more. */
    public Answer header(String name, String value) {
        Map<String, String> extended = new LinkedHashMap<>(headers);
        extended.put(name, value);
        return new Answer(status, extended, contentType, body, stream, secret);
    }

    /** The same with the entity tag of this version. */
    public Answer version(long version) {
        return header("ETag", ETags.of(version));
    }

    /** The same, marked as showing a secret. */
    public Answer withSecret() {
        return new Answer(status, headers, contentType, body, stream, true);
    }
}
