package dev.nightdesk.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Takes an event stream apart as the WHATWG says. A frame that breaks off before its empty line is none. */
final class EventFrames implements AutoCloseable {

    private final BufferedReader lines;

    EventFrames(InputStream stream) {
        lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** The next frame, be it a mere comment; null at the end. */
    EventFrame next() throws IOException {
        String id = null;
        String event = null;
        StringBuilder data = null;
        Optional<Duration> retry = Optional.empty();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                return new EventFrame(id, event, data == null ? null : data.toString(), retry);
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (name) {
                case "id" -> id = value;
                case "event" -> event = value;
                case "data" -> data = data == null ? new StringBuilder(value) : data.append('\n').append(value);
                case "retry" -> retry = value.matches("\\d{1,9}")
                        ? Optional.of(Duration.ofMillis(Long.parseLong(value)))
                        : retry;
                default -> { }
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
