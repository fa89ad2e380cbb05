package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Events at a steady pace, each delivered once; the time from the change to the first attempt is printed and not
 * judged, since a machine that builds is busy. {@code -Dnightdesk.webhook.pace=200} and
 * {@code -Dnightdesk.webhook.seconds=20} take the full size, {@code -Dnightdesk.webhook.endpoints=20} more receivers.
 */
@Timeout(300)
class WebhookLatencyTest {
    private static final int EVENTS_PER_SECOND = Integer.getInteger("nightdesk.webhook.pace", 50);
    private static final int EVENTS = EVENTS_PER_SECOND * Integer.getInteger("nightdesk.webhook.seconds", 4);
    private static final int ENDPOINTS = Integer.getInteger("nightdesk.webhook.endpoints", 1);
    private static final int WRITERS = 10;
    private static final long NANOS_BETWEEN_EVENTS = TimeUnit.SECONDS.toNanos(1) / EVENTS_PER_SECOND;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void eventsAtASteadyPaceAreEachDeliveredOnce() throws IOException {
        try (TestNode node = TestNode.start(Map.of("WEBHOOKS_ALLOW_INSECURE", "true"));
                CountingReceivers receivers = new CountingReceivers()) {
            TestClient client = node.workspace();
            for (int i = 0; i < ENDPOINTS; i++) {
                client.post("/v1/webhook-endpoints", "{\"url\":\"" + receivers.url("/fast/" + i)
                        + "\",\"event_types\":[\"organization.created\"]}").expect(201);
            }
            // Once for the compiler, once for the figures.
            write(client, node.url());
            for (int i = 0; i < ENDPOINTS; i++) {
                await(receivers, "/fast/" + i, EVENTS);
            }
            write(client, node.url());
            for (int i = 0; i < ENDPOINTS; i++) {
                report(i, await(receivers, "/fast/" + i, 2 * EVENTS).subList(EVENTS, 2 * EVENTS));
            }
        }
    }

    /** Not through the test's own client: checking each exchange against the contract costs more than serving it. */
    private static void write(TestClient client, String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/organizations"))
                .header("Authorization", "Bearer " + client.credential()).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Globex\"}")).build();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        long begun = System.nanoTime();
        List<Thread> writers = IntStream.range(0, WRITERS).mapToObj(i -> Thread.ofPlatform().start(() -> {
            for (int number = next.getAndIncrement(); number < EVENTS; number = next.getAndIncrement()) {
                LockSupport.parkNanos(begun + number * NANOS_BETWEEN_EVENTS - System.nanoTime());
                written.addAndGet(post(request) == 201 ? 1 : 0);
            }
        })).toList();
        writers.forEach(WebhookLatencyTest::join);
        assertEquals(EVENTS, written.get());
    }

    private static void join(Thread writer) {
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int post(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static List<CountingReceivers.Arrival> await(CountingReceivers receivers, String path, int events) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (receivers.at(path).size() < events && System.nanoTime() < until) {
            LockSupport.parkNanos(20_000_000);
        }
        List<CountingReceivers.Arrival> arrivals = receivers.at(path);
        assertEquals(events, arrivals.size());
        assertEquals(events, arrivals.stream().map(CountingReceivers.Arrival::id).distinct().count());
        return arrivals;
    }

    private static void report(int endpoint, List<CountingReceivers.Arrival> arrivals) throws IOException {
        ObjectMapper json = new ObjectMapper();
        long[] millis = new long[arrivals.size()];
        for (int i = 0; i < millis.length; i++) {
            JsonNode event = json.readTree(arrivals.get(i).body());
            millis[i] = arrivals.get(i).atMillis() - Instant.parse(event.path("timestamp").asText()).toEpochMilli();
        }
        Arrays.sort(millis);
        System.out.printf("webhook latency: endpoint %d, %d events at %d/s, p50 %d ms, p99 %d ms, most %d ms%n",
                endpoint, millis.length, EVENTS_PER_SECOND, millis[millis.length / 2],
                millis[millis.length * 99 / 100], millis[millis.length - 1]);
    }
}
