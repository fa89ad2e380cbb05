package dev.nightdesk.api.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.RetryDelayStrategy;
import com.launchdarkly.eventsource.StreamException;
import dev.nightdesk.api.platform.mongo.embedded.EmbeddedMongo;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is restarted under a client that nobody here wrote, and under a writer. The build does so a few times;
 * {@code -Dnightdesk.stream.restarts=10} and {@code -Dnightdesk.stream.seconds=360} between them take an hour.
 */
@Timeout(7_200)
class StreamRestartTest {
    private static final int RESTARTS = Integer.getInteger("nightdesk.stream.restarts", 3);
    private static final Duration BETWEEN_RESTARTS =
            Duration.ofSeconds(Integer.getInteger("nightdesk.stream.seconds", 1));
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;
    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final AtomicInteger written = new AtomicInteger();
    private final List<Long> seen = new CopyOnWriteArrayList<>();

    @Test
    void okHttpsEventSourceMissesNothingWhileItsServerIsRestarted() throws InterruptedException {
        try (EmbeddedMongo database = EmbeddedMongo.open(folder, 0)) {
            TestNode node = start(database, 0);
            String url = node.url();
            int port = URI.create(url).getPort();
            TestClient client = node.workspace();
            try (EventSource source = source(port, client.credential())) {
                Thread writer = Thread.ofVirtual().start(() -> write(url, client.credential()));
                Thread.ofVirtual().start(() -> read(source));
                for (int i = 0; i < RESTARTS; i++) {
                    int before = seen.size();
                    long until = System.nanoTime() + BETWEEN_RESTARTS.toNanos();
                    Eventually.becomes(() -> seen.size() > before);
                    LockSupport.parkNanos(until - System.nanoTime());
                    node.close();
                    node = start(database, port);
                }
                writing.set(false);
                writer.join();
                Eventually.becomes(() -> seen.size() >= written.get());
            } finally {
                node.close();
            }
        }
        assertEquals(IntStream.rangeClosed(1, written.get()).mapToObj(Long::valueOf).toList(), seen);
    }

    private static TestNode start(EmbeddedMongo database, int port) {
        return TestNode.start(Map.of("MONGODB_URI", database.connectionString(), "PORT", Integer.toString(port)));
    }

    /** Under a key each, so that what a stopping server answered to nobody is not written twice. */
    private void write(String url, String credential) {
        while (writing.get()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/organizations"))
                    .header("Authorization", "Bearer " + credential).header("Content-Type", "application/json")
                    .header("Idempotency-Key", "organization-" + written.get()).timeout(Duration.ofSeconds(2))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Globex\"}")).build();
            Eventually.becomes(() -> made(request));
            written.incrementAndGet();
            LockSupport.parkNanos(BETWEEN_EVENTS.toNanos());
        }
    }

    private static boolean made(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 201;
        } catch (IOException restarting) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(EventSource source) {
        try {
            while (writing.get() || seen.size() < written.get()) {
                MessageEvent message = source.readMessage();
                JsonNode event = JSON.readTree(message.getData());
                assertEquals(event.path("id").asText(), message.getLastEventId());
                seen.add(event.path("sequence").asLong());
            }
        } catch (StreamException closed) {
            // By the test, which has seen what it wanted.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EventSource source(int port, String credential) {
        return new EventSource.Builder(ConnectStrategy.http(URI.create(
                "http://127.0.0.1:" + port + "/v1/events/stream")).header("Authorization", "Bearer " + credential))
                .lastEventId("evt_00000000000000000000000000").errorStrategy(ErrorStrategy.alwaysContinue())
                .retryDelayStrategy(new Shortly()).build();
    }

    /** The server asks for seconds, which a test of many restarts has no time for. */
    private static final class Shortly extends RetryDelayStrategy {
        @Override
        public Result apply(long ignored) {
            return new Result(100, this);
        }
    }
}
