package dev.nightdesk.api.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader that is cut off at any byte and comes back with the last id that it has read whole. */
@Timeout(180)
class StreamCutsTest {
    private static final int CUTS = 500;
    private static final int EVENTS = 700;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RandomGenerator random = RandomGenerator.getDefault();
    private final List<Long> seen = new ArrayList<>();
    private String last = "evt_00000000000000000000000000";

    @Test
    void aReaderSeesEachEventOnceAndInOrderHoweverOftenItIsCutOff() throws IOException {
        try (TestNode node = TestNode.start()) {
            TestClient client = node.workspace();
            Thread writer = Thread.ofVirtual().start(() -> IntStream.range(0, EVENTS).forEach(i ->
                    client.post("/v1/organizations", "{\"name\":\"Grüße " + i + "\"}").expect(201)));
            int port = URI.create(node.url()).getPort();
            int cuts = 0;
            while (cuts < CUTS || seen.size() < EVENTS) {
                read(port, client.credential(), cuts < CUTS ? random.nextInt(1, 4_000) : Integer.MAX_VALUE);
                cuts++;
                assertTrue(cuts < CUTS + EVENTS, "only " + seen.size() + " events were seen");
            }
            assertEquals(IntStream.rangeClosed(1, EVENTS).mapToObj(Long::valueOf).toList(), seen);
            assertTrue(!writer.isAlive());
        }
    }

    /** Reads so many bytes and hangs up, or ends with the last event. */
    private void read(int port, String credential, int bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(("GET /v1/events/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + credential + "\r\nLast-Event-ID: " + last + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Parser parser = new Parser();
            InputStream input = socket.getInputStream();
            for (int i = 0; i < bytes && seen.size() < EVENTS; i++) {
                parser.take(input.read());
            }
        }
    }

    /** HTTP's chunks and the stream's frames, byte by byte; what was not ended by an empty line is nothing. */
    private final class Parser {
        private final StringBuilder line = new StringBuilder();
        private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
        private boolean head = true;
        private int left;

        void take(int octet) throws IOException {
            if (octet < 0) {
                throw new IOException("the server hung up");
            }
            if (head || left <= 0) {
                line.append((char) octet);
                if (octet == '\n') {
                    endLine(line.toString().strip());
                    line.setLength(0);
                }
                return;
            }
            left--;
            frame.write(octet);
            String text = frame.toString(StandardCharsets.UTF_8);
            if (text.endsWith("\n\n")) {
                endFrame(text);
                frame.reset();
            }
        }

        private void endLine(String text) {
            if (head) {
                head = !text.isEmpty();
            } else if (!text.isEmpty()) {
                left = Integer.parseInt(text, 16);
            }
        }

        private void endFrame(String text) throws IOException {
            for (String field : text.split("\n")) {
                if (field.startsWith("id: ")) {
                    last = field.substring(4);
                } else if (field.startsWith("data: ")) {
                    JsonNode event = JSON.readTree(field.substring(6));
                    assertEquals(last, event.path("id").asText());
                    seen.add(event.path("sequence").asLong());
                }
            }
        }
    }
}
