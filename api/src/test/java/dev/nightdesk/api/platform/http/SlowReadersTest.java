package dev.nightdesk.api.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.stream.TestStream;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.RawConnection;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node that gives callers a second to take an answer, and callers who take longer. */
class SlowReadersTest {
    private static final int MESSAGES = 150;
    private static final int LENGTH = 65_000;
    private static final Duration LONGER = Duration.ofMillis(2_500);
    private static TestNode node;
    private static TestClient client;
    private static String messages;
    private static String file;

    @BeforeAll
    static void startNode() {
        node = TestNode.start(Map.of("ANSWER_TIME", "PT1S"));
        client = node.workspace();
        String id = client.post("/v1/conversations", "{\"customer\":{\"name\":\"Ada\"}}").expect(201).id();
        messages = "/v1/conversations/" + id + "/messages";
        for (int i = 0; i < MESSAGES; i++) {
            client.post(messages, "{\"body\":\"" + "x".repeat(LENGTH) + "\"}").expect(201);
        }
        byte[] content = new byte[MESSAGES * LENGTH];
        file = "/v1/attachments/" + client.upload("a.bin", "application/octet-stream", content).expect(201).id()
                + "/content";
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @Test
    void aLargeAnswerThatNobodyTakesEndsWithItsConnection() throws InterruptedException {
        endsUnread(messages + "?limit=" + MESSAGES);
    }

    @Test
    void aFileThatNobodyTakesEndsWithItsConnection() throws InterruptedException {
        endsUnread(file);
    }

    private static void endsUnread(String path) throws InterruptedException {
        try (RawConnection stuck = node.connectNarrowly()) {
            request(stuck, path);
            Thread.sleep(LONGER);
            assertTrue(stuck.rest() < MESSAGES * LENGTH, "all of it came after all that time");
        }
    }

    @Test
    void whoReadsGetsAllOfIt() {
        try (RawConnection reading = node.connect()) {
            request(reading, messages + "?limit=" + MESSAGES);
            TestAnswer answer = reading.answer();
            assertEquals(MESSAGES, answer.json().path("data").size());
            assertEquals(LENGTH, answer.text("data/" + (MESSAGES - 1) + "/body").length());
            request(reading, file);
            assertEquals(200, reading.answer().status());
        }
    }

    @Test
    void aConnectionMayRestBetweenItsRequests() throws InterruptedException {
        try (RawConnection resting = node.connect()) {
            for (int i = 0; i < 2; i++) {
                request(resting, "/v1/customers");
                assertEquals(200, resting.answer().status());
                Thread.sleep(LONGER);
            }
            request(resting, "/v1/customers");
            assertEquals(200, resting.answer().status());
        }
    }

    @Test
    void aStreamMayBeSilent() throws InterruptedException {
        try (TestStream stream = TestStream.open(node, client, "/v1/events/stream")) {
            Thread.sleep(LONGER);
            client.post("/v1/customers", "{\"name\":\"Grace\"}").expect(201);
            Eventually.becomes(() -> stream.events().size() == 1);
            Thread.sleep(LONGER);
            client.post("/v1/customers", "{\"name\":\"Edsger\"}").expect(201);
            Eventually.becomes(() -> stream.events().size() == 2);
        }
    }

    private static void request(RawConnection connection, String path) {
        connection.send("GET " + path + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + client.credential()
                + "\r\n\r\n");
    }
}
