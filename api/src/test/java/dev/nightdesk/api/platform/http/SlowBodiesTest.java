package dev.nightdesk.api.platform.http;

import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.RawConnection;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node with room for eight requests, two of one workspace, and callers who begin bodies and do not go on. */
class SlowBodiesTest {
    private static final String CUSTOMERS = "/v1/customers";
    private final List<RawConnection> slow = new ArrayList<>();
    private TestNode node;
    private TestClient client;

    @BeforeEach
    void startNode() {
        node = TestNode.start(Map.of("CONCURRENCY", "8"));
        client = node.workspace();
    }

    @AfterEach
    void stopNode() {
        slow.forEach(RawConnection::close);
        node.close();
    }

    @Test
    void smallOnesTakeNobodysPlace() {
        begin(30, 1_000);
        for (int i = 0; i < 5; i++) {
            client.post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(201);
            client.get(CUSTOMERS).expect(200);
        }
    }

    @Test
    void largeOnesTakeThePlacesOfTheirOwnWorkspaceOnly() {
        // One that meets a quick request at the door is refused, and the next one takes the place.
        Eventually.becomes(() -> {
            begin(1, 10_000);
            return client.post(CUSTOMERS, "{\"name\":\"Ada\"}").status() == 503;
        });
        client.post(CUSTOMERS, "{\"name\":\"Ada\"}").problem(503, "overloaded");
        node.workspace().post(CUSTOMERS, "{\"name\":\"Ada\"}").expect(201);
    }

    private void begin(int many, int length) {
        for (int i = 0; i < many; i++) {
            slow.add(node.connect().send("POST " + CUSTOMERS + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
                    + client.credential() + "\r\nContent-Type: application/json\r\nContent-Length: " + length
                    + "\r\n\r\n{"));
        }
    }
}
