package dev.nightdesk.api.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What came back. */
@SuppressWarnings("ArrayRecordComponent") // tests compare bodies explicitly
public record TestAnswer(int status, HttpHeaders headers, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Itself, if the status is the expected one. */
    public TestAnswer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("expected " + expected + " but got " + status + ": " + bodyText());
        }
        return this;
    }

    /** Itself, if it is this problem. */
    public TestAnswer problem(int expected, String code) {
        expect(expected);
        if (!json().path("code").asText().equals(code)) {
            throw new AssertionError("expected the code " + code + " but got " + bodyText());
        }
        return this;
    }

    /** The body as a tree. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + bodyText(), e);
        }
    }

    /** The text at a path such as {@code assignee/agent_id}. */
    public String text(String path) {
        return json().at("/" + path).asText();
    }

    /** The {@code id}. */
    public String id() {
        return text("id");
    }

    /** The {@code ETag}. */
    public String etag() {
        return header("ETag");
    }

    /** A header, or null. */
    public String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** The body as text. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
