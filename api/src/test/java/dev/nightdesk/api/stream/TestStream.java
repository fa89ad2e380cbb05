package dev.nightdesk.api.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A reader of a stream that keeps every frame. */
public final class TestStream implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InputStream input;
    private final HttpResponse<InputStream> response;
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private volatile boolean ended;
    private volatile boolean endedInOrder;

    /** What stood between two empty lines; null for what was not in it. */
    public record Frame(String id, String event, String data, String retry, boolean comment) {
        JsonNode json() {
            try {
                return JSON.readTree(data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private TestStream(HttpResponse<InputStream> response) {
        this.response = response;
        this.input = response.body();
        Thread.ofVirtual().start(this::readAll);
    }

    /** Opens a stream; returns once the server has begun it. */
    public static TestStream open(TestNode node, TestClient client, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.url() + path))
                .header("Authorization", "Bearer " + client.credential()).header("Accept", "text/event-stream");
        try {
            TestStream stream = new TestStream(HTTP.send(
                    headers.length == 0 ? request.build() : request.headers(headers).build(),
                    BodyHandlers.ofInputStream()));
            Eventually.becomes(() -> !stream.frames.isEmpty() || stream.ended);
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    List<Frame> frames() {
        return frames;
    }

    /** Frames of events that are in the log. */
    public List<Frame> events() {
        return frames.stream().filter(frame -> frame.id() != null && frame.data() != null).toList();
    }

    List<String> types() {
        return events().stream().map(Frame::event).toList();
    }

    /** Frames of what passes. */
    List<Frame> passing(String event) {
        return frames.stream().filter(frame -> frame.id() == null && event.equals(frame.event())).toList();
    }

    boolean ended() {
        return ended;
    }

    /** Whether the server said that this is all, rather than to break off. */
    boolean endedInOrder() {
        return endedInOrder;
    }

    private void readAll() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            String id = null;
            String event = null;
            String data = null;
            String retry = null;
            boolean comment = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    frames.add(new Frame(id, event, data, retry, comment));
                    id = null;
                    event = null;
                    data = null;
                    retry = null;
                    comment = false;
                } else if (line.startsWith(":")) {
                    comment = true;
                } else {
                    String name = line.substring(0, line.indexOf(": "));
                    String value = line.substring(name.length() + 2);
                    switch (name) {
                        case "id" -> id = value;
                        case "event" -> event = value;
                        case "data" -> data = value;
                        case "retry" -> retry = value;
                        default -> throw new IllegalStateException("a field that no stream has: " + line);
                    }
                }
            }
            endedInOrder = true;
        } catch (IOException cut) {
            // Also an end.
        } finally {
            ended = true;
        }
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
