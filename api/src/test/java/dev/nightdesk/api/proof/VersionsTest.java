package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.http.Method;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Versions: nobody writes over what he has not seen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VersionsTest {
    private static final int WRITERS = 200;
    private static final int THREADS = 12;
    private AccessNode node;

    @BeforeAll
    void start() {
        node = AccessNode.start();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void twoHundredWritersOnTwoNodesLoseNoUpdate() throws InterruptedException, ExecutionException {
        TestClient client = node.workspace().client();
        String place = client.post("/v1/conversations", "{\"customer\":{\"name\":\"Ada\"}}").expect(201)
                .header("Location");
        Set<Integer> statuses = new ConcurrentSkipListSet<>();
        try (TestNode second = node.beside(); ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                TestClient own = i % 2 == 0 ? client : second.as(client.credential());
                writers.add(threads.submit(() -> addOne(own, place, statuses)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        TestAnswer last = client.get(place).expect(200);
        assertEquals("\"v" + (1 + WRITERS) + "\"", last.etag());
        assertEquals(WRITERS, last.json().path("attributes").path("count").asInt());
        assertTrue(Set.of(200, 412).containsAll(statuses), statuses.toString());
    }

    /** Reads a number and writes the next one on the version it has read; again until it succeeds. */
    private static void addOne(TestClient client, String place, Set<Integer> statuses) {
        int status = 412;
        while (status == 412) {
            TestAnswer read = client.get(place).expect(200);
            int next = read.json().path("attributes").path("count").asInt(0) + 1;
            status = client.patch(place, read.etag(), "{\"attributes\":{\"count\":" + next + "}}").status();
            statuses.add(status);
        }
    }

    static Stream<Operation> patches() {
        return Stream.of(Operation.values()).filter(operation -> operation.method() == Method.PATCH
                && operation.callers().contains(CallerKind.API_KEY));
    }

    @ParameterizedTest
    @MethodSource("patches")
    void aPatchNamesTheVersionItWasMadeOn(Operation operation) {
        FurnishedWorkspace workspace = new FurnishedWorkspace(node, "versions");
        String place = workspace.path(operation);
        String body = workspace.body(operation).toString();
        TestClient client = workspace.key();
        String tag = client.get(place).expect(200).etag();
        assertEquals(tag, client.send("PATCH", place, body).problem(428, "precondition_required").etag());
        for (String stale : List.of("\"v0\"", "\"v99\"", "W/" + tag, tag.replace("\"", ""), "\"\"", "v1",
                "\"v1\"\"v1\"")) {
            assertEquals(tag, client.patch(place, stale, body).problem(412, "precondition_failed").etag(), stale);
        }
        assertEquals(tag, client.get(place).expect(200).etag());
        String next = client.patch(place, "\"v0\", " + tag, body).expect(200).etag();
        assertEquals(next, client.patch(place, tag, body).problem(412, "precondition_failed").etag());
        client.patch(place, "*", body).expect(200);
    }
}
