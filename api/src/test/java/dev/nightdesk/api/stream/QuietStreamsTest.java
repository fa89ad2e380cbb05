package dev.nightdesk.api.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.RawConnection;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What streams cost that nothing happens on; with {@code -Dnightdesk.long=true} a thousand of them. */
@Timeout(180)
class QuietStreamsTest {
    private static final int STREAMS = Boolean.getBoolean("nightdesk.long") ? 1_000 : 200;
    private static final long MOST_BYTES_EACH = 50_000;

    @Test
    void aQuietStreamCostsFiftyKilobytesAtMost() {
        List<RawConnection> connections = new ArrayList<>();
        try (TestNode node = TestNode.start()) {
            TestClient client = node.workspace();
            open(node, client, connections, 20);
            long before = usedBytes();
            open(node, client, connections, STREAMS);
            Eventually.becomes(() -> node.as(null).get("/metrics").expect(200).bodyText()
                    .contains("nightdesk_streams " + (STREAMS + 20) + ".0"));
            long each = (usedBytes() - before) / STREAMS;
            System.out.printf("quiet streams: %d of them, %d bytes of heap each, both ends%n", STREAMS, each);
            assertTrue(each <= MOST_BYTES_EACH, each + " bytes each");
        } finally {
            connections.forEach(RawConnection::close);
        }
    }

    private static void open(TestNode node, TestClient client, List<RawConnection> connections, int count) {
        for (int i = 0; i < count; i++) {
            RawConnection connection = node.connect();
            connections.add(connection);
            connection.send("GET /v1/events/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + client.credential() + "\r\n\r\n").answer().expect(200);
        }
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
