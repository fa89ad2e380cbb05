package dev.nightdesk.api.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.RetryDelayStrategy;
import com.launchdarkly.eventsource.StreamException;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that nobody here wrote, cut off at random bytes, resumes by itself with the last id that it knows. */
@Timeout(120)
class OutsideClientTest {
    private static final int CUTS = 100;
    private static final int EVENTS = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void okHttpsEventSourceSeesEachEventOnceAndInOrder() throws IOException, StreamException, InterruptedException {
        try (TestNode node = TestNode.start();
                CuttingProxy proxy = CuttingProxy.to(URI.create(node.url()).getPort(), CUTS)) {
            TestClient client = node.workspace();
            Thread writer = Thread.ofVirtual().start(() -> IntStream.range(0, EVENTS).forEach(i ->
                    client.post("/v1/organizations", "{\"name\":\"Grüße " + i + "\"}").expect(201)));
            List<Long> seen = new ArrayList<>();
            try (EventSource source = source(proxy.port(), client.credential())) {
                while (seen.size() < EVENTS) {
                    MessageEvent message = source.readMessage();
                    JsonNode event = JSON.readTree(message.getData());
                    assertEquals(event.path("id").asText(), message.getLastEventId());
                    assertEquals("organization.created", message.getEventName());
                    seen.add(event.path("sequence").asLong());
                }
            }
            assertEquals(IntStream.rangeClosed(1, EVENTS).mapToObj(Long::valueOf).toList(), seen);
            assertTrue(proxy.cuts() > CUTS / 2, "only " + proxy.cuts() + " cuts");
            writer.join();
        }
    }

    private static EventSource source(int port, String credential) {
        return new EventSource.Builder(ConnectStrategy.http(URI.create(
                "http://127.0.0.1:" + port + "/v1/events/stream")).header("Authorization", "Bearer " + credential))
                .lastEventId("evt_00000000000000000000000000").errorStrategy(ErrorStrategy.alwaysContinue())
                .retryDelayStrategy(new AtOnce()).build();
    }

    /** The service asks for three seconds, which a test of many cuts has no time for. */
    private static final class AtOnce extends RetryDelayStrategy {
        @Override
        public Result apply(long ignored) {
            return new Result(1, this);
        }
    }
}
