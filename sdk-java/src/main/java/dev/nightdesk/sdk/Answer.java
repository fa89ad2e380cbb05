package dev.nightdesk.sdk;

import java.io.InputStream;
import java.net.http.HttpHeaders;

/** What came back from one attempt: the body as bytes, or as a stream when that was asked for and it succeeded. */
record Answer(int status, HttpHeaders headers, byte[] body, InputStream stream) {

    private static final byte[] NO_BYTES = {};

    static Answer ofBytes(int status, HttpHeaders headers, byte[] body) {
        return new Answer(status, headers, body, InputStream.nullInputStream());
    }

    static Answer ofStream(int status, HttpHeaders headers, InputStream stream) {
        return new Answer(status, headers, NO_BYTES, stream);
    }

    boolean successful() {
        return status >= 200 && status < 300 || status == 304;
    }
}
