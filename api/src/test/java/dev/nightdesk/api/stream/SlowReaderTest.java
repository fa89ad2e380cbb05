package dev.nightdesk.api.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.RawConnection;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SlowReaderTest {
    private static final int EVENTS = 1_200;
    private static final int CONVERSATIONS = 24;

    /** Large bodies fill the socket's buffers soon, after which the node's own bound must hold. */
    @Test
    void aReaderThatStopsReadingIsCutOffAndDelaysNoOther() {
        try (TestNode node = TestNode.start()) {
            TestClient client = node.workspace();
            List<String> conversations = IntStream.range(0, CONVERSATIONS).mapToObj(i -> client.post(
                    "/v1/conversations", "{\"customer\":{\"name\":\"Ada\"}}").expect(201).id()).toList();
            String body = "{\"body\":\"" + "x".repeat(12_000) + "\"}";
            try (RawConnection stuck = node.connect();
                    TestStream reading = TestStream.open(node, client, "/v1/events/stream?types=message.*")) {
                stuck.send("GET /v1/events/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + client.credential() + "\r\n\r\n");
                Eventually.becomes(() -> open(node) == 2);
                conversations.parallelStream().forEach(id -> IntStream.range(0, EVENTS / CONVERSATIONS).forEach(i ->
                        client.post("/v1/conversations/" + id + "/messages", body).expect(201)));
                Eventually.becomes(() -> reading.events().size() == EVENTS);
                Eventually.becomes(() -> open(node) == 1);
                assertTrue(!reading.ended());
            }
        }
    }

    private static int open(TestNode node) {
        String metrics = node.as(null).get("/metrics").expect(200).bodyText();
        String line = metrics.lines().filter(one -> one.startsWith("nightdesk_streams ")).findFirst().orElseThrow();
        return (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
