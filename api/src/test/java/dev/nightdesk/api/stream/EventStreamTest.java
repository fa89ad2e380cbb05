package dev.nightdesk.api.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTest {
    private static final String PATH = "/v1/events/stream";
    private static TestNode node;
    private TestClient client;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeWorkspace() {
        client = node.workspace();
    }

    @Test
    void aStreamBeginsNowAndCarriesTheBodiesOfTheLog() {
        organization("Before");
        log(1);
        try (TestStream stream = open(PATH)) {
            assertEquals("text/event-stream", stream.response().headers().firstValue("Content-Type").orElseThrow());
            assertEquals("no-store", stream.response().headers().firstValue("Cache-Control").orElseThrow());
            assertEquals("3000", stream.frames().getFirst().retry());
            organization("One");
            organization("Two");
            Eventually.becomes(() -> stream.events().size() == 2);
            List<JsonNode> log = log(3);
            for (int i = 0; i < 2; i++) {
                assertEquals(log.get(i + 1).toString(), stream.events().get(i).data());
                assertEquals(log.get(i + 1).path("id").asText(), stream.events().get(i).id());
                assertEquals("organization.created", stream.events().get(i).event());
            }
        }
    }

    @Test
    void aStreamResumesStrictlyAfterTheLastIdBeforeTheParameter() {
        organization("One");
        organization("Two");
        organization("Three");
        List<JsonNode> log = log(3);
        String first = log.get(0).path("id").asText();
        String second = log.get(1).path("id").asText();
        try (TestStream stream = open(PATH + "?after=" + first)) {
            Eventually.becomes(() -> stream.events().size() == 2);
        }
        try (TestStream stream = TestStream.open(node, client, PATH + "?after=" + first, "Last-Event-ID", second)) {
            organization("Four");
            Eventually.becomes(() -> stream.events().size() == 2);
            assertEquals(List.of(3L, 4L), stream.events().stream().map(event -> event.json().path("sequence").asLong())
                    .toList());
        }
    }

    @Test
    void idsThatTheLogNeverHadAreRefused() {
        TestClient other = node.workspace();
        other.post("/v1/organizations", "{\"name\":\"Other\"}").expect(201);
        Eventually.becomes(() -> other.get("/v1/events").expect(200).json().path("data").size() == 1);
        String foreign = other.get("/v1/events").text("data/0/id");
        for (String id : List.of(foreign, "evt_x", "1", "evt_01KJPTR3D0NE7YAKQNKHMWH79P")) {
            TestClient asking = client.with("Last-Event-ID", id).with("Accept", "text/event-stream");
            asking.get(PATH).problem(400, "invalid_event_id");
            client.get(PATH + "?after=" + id).problem(400, "invalid_event_id");
        }
    }

    @Test
    void aFilterLetsThroughTypesAndConversationsOnly() {
        String conversation = conversation("Hello");
        String other = conversation("Other");
        List<JsonNode> log = log(6);
        String before = log.getFirst().path("id").asText();
        try (TestStream messages = open(PATH + "?types=message.*&after=" + before);
                TestStream one = open(PATH + "?conversation_id=" + conversation + "&after=" + before)) {
            client.post("/v1/conversations/" + other + "/resolve", "{}").expect(200);
            client.post("/v1/conversations/" + conversation + "/resolve", "{}").expect(200);
            Eventually.becomes(() -> messages.events().size() == 2);
            Eventually.becomes(() -> one.types().contains("conversation.resolved"));
            assertTrue(one.events().stream().allMatch(event ->
                    event.json().path("conversation_id").asText().equals(conversation)));
        }
        client.get(PATH + "?types=nonsense").problem(400, "invalid_parameter");
        client.get(PATH + "?conversation_id=cnv_1").problem(400, "invalid_parameter");
        client.get(PATH + "?limit=1").problem(400, "unknown_parameter");
    }

    @Test
    void whoTakesNoStreamIsToldSo() {
        client.with("Accept", "text/html").get(PATH).problem(406, "not_acceptable");
        node.as(null).get(PATH).problem(401, "unauthenticated");
    }

    @Test
    void anotherWorkspaceHearsNothing() {
        TestClient other = node.workspace();
        try (TestStream mine = open(PATH); TestStream theirs = TestStream.open(node, other, PATH)) {
            organization("Mine");
            Eventually.becomes(() -> mine.events().size() == 1);
            other.post("/v1/organizations", "{\"name\":\"Theirs\"}").expect(201);
            Eventually.becomes(() -> theirs.events().size() == 1);
            assertTrue(theirs.events().getFirst().data().contains("Theirs"));
            assertEquals(1, mine.events().size());
        }
    }

    @Test
    void aRevokedKeyEndsItsStreams() {
        var key = client.post("/v1/api-keys", "{\"name\":\"k\",\"scopes\":[\"events:read\"]}").expect(201);
        TestClient reader = node.as(key.text("secret"));
        try (TestStream stream = TestStream.open(node, reader, PATH)) {
            client.post("/v1/api-keys/" + key.id() + "/revoke", "").expect(200);
            node.clock().advance(Duration.ofSeconds(31));
            Eventually.becomes(stream::ended);
            assertTrue(stream.endedInOrder());
            assertEquals("1000", stream.frames().getLast().retry());
        }
    }

    @Test
    void aKeyThatRunsOutEndsItsStreamsWithinFiveSeconds() {
        Instant expiry = node.clock().instant().plus(Duration.ofMinutes(5));
        String key = client.post("/v1/api-keys", "{\"name\":\"k\",\"scopes\":[\"events:read\"],\"expires_at\":\""
                + expiry + "\"}").expect(201).text("secret");
        try (TestStream stream = TestStream.open(node, node.as(key), PATH)) {
            node.clock().advance(Duration.between(node.clock().instant(), expiry).minusSeconds(60));
            organization("Before");
            Eventually.becomes(() -> stream.types().contains("organization.created"));
            assertFalse(stream.ended());
            node.clock().advance(Duration.ofSeconds(65));
            Eventually.becomes(stream::ended);
            assertEquals("1000", stream.frames().getLast().retry());
        }
    }

    @Test
    void agentsSeeEachOtherAndWhatIsBeingTypedCustomersOnlyThatSomebodyTypes() {
        var desk = new AccessNode.Tenant(null, null, client);
        String conversation = conversation("Hello");
        TestClient anna = node.as(desk.agentToken(desk.agent("anna", "agent")));
        String benId = desk.agent("ben", "agent");
        TestClient ben = node.as(desk.agentToken(benId));
        String path = "/v1/conversations/" + conversation + "/events/stream";
        try (TestStream atAnna = TestStream.open(node, anna, path)) {
            Eventually.becomes(() -> !atAnna.passing("conversation.presence").isEmpty());
            try (TestStream atBen = TestStream.open(node, ben, path)) {
                Eventually.becomes(() -> atAnna.passing("conversation.presence").stream()
                        .anyMatch(frame -> frame.data().contains(benId)));
                anna.post("/v1/conversations/" + conversation + "/typing", "{\"preview\":\"I wonder\\nif\"}")
                        .expect(200);
                Eventually.becomes(() -> !atBen.passing("conversation.typing").isEmpty());
                JsonNode typing = atBen.passing("conversation.typing").getFirst().json();
                assertEquals("I wonder\nif", typing.path("preview").asText());
                assertNull(atBen.passing("conversation.typing").getFirst().id());
                anna.post("/v1/conversations/" + conversation + "/messages", "{\"body\":\"Done\"}").expect(201);
                Eventually.becomes(() -> atBen.types().contains("message.created"));
                assertEquals(0, atAnna.passing("conversation.typing").size(), "nobody is told of his own typing");
            }
            Eventually.becomes(() -> !atAnna.passing("conversation.presence").getLast().data().contains(benId));
        }
    }

    @Test
    void aNodeThatStopsAsksItsReadersToComeBackAtDifferentTimes() {
        TestNode stopping = TestNode.start();
        TestClient reader = stopping.workspace();
        List<TestStream> streams = IntStream.range(0, 20)
                .mapToObj(i -> TestStream.open(stopping, reader, PATH)).toList();
        stopping.close();
        streams.forEach(stream -> Eventually.becomes(stream::ended));
        List<Long> pauses = streams.stream().map(stream -> Long.valueOf(stream.frames().getLast().retry())).toList();
        assertTrue(pauses.stream().allMatch(pause -> pause >= 1_000 && pause <= 5_000), pauses.toString());
        assertTrue(pauses.stream().distinct().count() > 10, pauses.toString());
        streams.forEach(TestStream::close);
    }

    @Test
    void whoComesWhileANodeStopsIsSentAwayWithATimeToReturnAndNotRefused() throws InterruptedException {
        TestNode stopping = TestNode.start(Map.of("DRAIN_PAUSE", "PT2S"));
        TestClient reader = stopping.workspace();
        TestStream early = TestStream.open(stopping, reader, PATH);
        Thread operator = Thread.ofVirtual().start(stopping::drain);
        Eventually.becomes(early::ended);
        try (early; TestStream late = TestStream.open(stopping, reader, PATH)) {
            assertEquals(200, late.response().statusCode(), "after anything else an EventSource gives up for ever");
            Eventually.becomes(late::ended);
            long pause = Long.parseLong(late.frames().getLast().retry());
            assertTrue(pause >= 1_000 && pause <= 5_000, "comes back after " + pause + " ms");
        }
        operator.join();
    }

    @Test
    void aQuietStreamHasACommentInTime() {
        long begun = System.nanoTime();
        try (TestStream stream = open(PATH)) {
            Eventually.becomes(() -> stream.frames().stream().anyMatch(TestStream.Frame::comment));
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertTrue(seconds >= 13 && seconds <= 17, "after " + seconds + " s");
            assertFalse(stream.frames().stream().anyMatch(frame -> frame.comment() && frame.id() != null));
        }
    }

    private TestStream open(String path) {
        return TestStream.open(node, client, path);
    }

    private void organization(String name) {
        client.post("/v1/organizations", "{\"name\":\"" + name + "\"}").expect(201);
    }

    private String conversation(String text) {
        return client.post("/v1/conversations", "{\"customer\":{\"name\":\"Ada\"},\"channel\":\"chat\",\"message\":"
                + "{\"body\":\"" + text + "\"}}").expect(201).id();
    }

    private List<JsonNode> log(int least) {
        Eventually.becomes(() -> client.get("/v1/events").expect(200).json().path("data").size() >= least);
        return StreamSupport.stream(
                client.get("/v1/events").expect(200).json().path("data").spliterator(), false).toList();
    }
}
