package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
 * @param live a body that goes on for as long as both sides want, with {@code body} empty; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // answers are sent, never compared
public record Answer(int status, Map<String, String> headers, String contentType, byte[] body, InputStream stream,
        boolean secret, Live live) {
    /** The media type of all resources. */
    public static final String JSON = "application/json";
    /** The media type of pictures. */
    public static final String SVG = "image/svg+xml";
    /** The media type of streams of events. */
    public static final String EVENT_STREAM = "text/event-stream";
    private static final byte[] NO_BODY = {};

    /** Writes a body that has no end of its own, on the thread of its connection. */
    @FunctionalInterface
    public interface Live {
        /** Writes until there is nothing more to say; an exception means that the caller has gone. */
        void write(OutputStream output) throws IOException;
    }

    /** A body of finished bytes. */
    public Answer(int status, Map<String, String> headers, String contentType, byte[] body) {
        this(status, headers, contentType, body, null, false, null);
    }

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
        return new Answer(status, Map.of(), JSON, json);
    }

    /** 204. */
    public static Answer noContent() {
        return new Answer(204, Map.of(), JSON, NO_BODY);
    }

    /** 304. */
    public static Answer notModified(String etag) {
        return new Answer(304, Map.of("ETag", etag), JSON, NO_BODY);
    }

    /** 200 with bytes of any type, read as they are sent. */
    public static Answer streamed(String contentType, InputStream stream) {
        return new Answer(200, Map.of(), contentType, NO_BODY, stream, false, null);
    }

    /** 200 with a picture that stands alone; should a browser open it, nothing in it may run or load. */
    public static Answer picture(String svg) {
        return content(SVG, svg.getBytes(StandardCharsets.UTF_8)).header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    }

    /** 200 with a body that goes on; the connection ends with it. */
    public static Answer live(String contentType, Live live) {
        return new Answer(200, Map.of(), contentType, NO_BODY, null, false, live);
    }

    /** 200 with finished bytes of any type. */
    public static Answer content(String contentType, byte[] body) {
        return new Answer(200, Map.of(), contentType, body);
    }

    /** The same with a header more. */
    public Answer header(String name, String value) {
        Map<String, String> extended = new LinkedHashMap<>(headers);
        extended.put(name, value);
        return new Answer(status, extended, contentType, body, stream, secret, live);
    }

    /** The same with the entity tag of this version. */
    public Answer version(long version) {
        return header("ETag", ETags.of(version));
    }

    /** The same, marked as showing a secret. */
    public Answer withSecret() {
        return new Answer(status, headers, contentType, body, stream, true, live);
    }
}
