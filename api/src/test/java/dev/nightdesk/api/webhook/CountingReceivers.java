package dev.nightdesk.api.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Many receivers on one port, each a path, light enough for tens of thousands of webhooks. */
public final class CountingReceivers implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, List<Arrival>> arrivals = new ConcurrentHashMap<>();

    /** A webhook that came in. */
    public record Arrival(String id, String body, long atMillis) {
    }

    /** Receivers on a free port, for as many paths as are called. */
    public CountingReceivers() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            long now = InstantSource.system().millis();
            String path = exchange.getRequestURI().getPath();
            int status = path.startsWith("/status/") ? Integer.parseInt(path.substring("/status/".length())) : 200;
            if (status == 200) {
                arrivals.computeIfAbsent(path, key -> new CopyOnWriteArrayList<>()).add(
                        new Arrival(exchange.getRequestHeaders().getFirst("webhook-id"), body, now));
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** The address of a receiver; one below {@code /status/} answers with the number that follows. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** What came there and was accepted, in order. */
    public List<Arrival> at(String path) {
        return arrivals.getOrDefault(path, List.of());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
