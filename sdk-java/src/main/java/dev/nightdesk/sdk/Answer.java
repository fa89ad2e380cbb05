package dev.nightdesk.sdk;

import java.io.InputStream;
import java.net.http.HttpHeaders;

/** What came back from one attempt: the body as bytes, or as a stream when that was asked for and it succeeded. */
final class Answer {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final InputStream stream;

    private Answer(int status, HttpHeaders headers, byte[] body, InputStream stream) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.stream = stream;
    }

    static Answer ofBytes(int status, HttpHeaders headers, byte[] body) {
        return new Answer(status, headers, body, InputStream.nullInputStream());
    }

    static Answer ofStream(int status, HttpHeaders headers, InputStream stream) {
        return new Answer(status, headers, new byte[0], stream);
    }

    boolean successful() {
        return (status >= 200 && status < 300) || status == 304;
    }

    int status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    InputStream stream() {
        return stream;
    }
}
