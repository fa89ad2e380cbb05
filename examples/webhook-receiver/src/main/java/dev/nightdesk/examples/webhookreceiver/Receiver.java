package dev.nightdesk.examples.webhookreceiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightdesk.sdk.WebhookVerificationException;
import dev.nightdesk.sdk.Webhooks;
import dev.nightdesk.sdk.model.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The HTTP side: verify first, handle once, answer fast. */
final class Receiver implements AutoCloseable {

    private static final int ACCEPTED = 204;
    private static final int NOT_GENUINE = 401;
    private static final int NOT_HANDLED = 500;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Supplier<String[]> secrets;
    private final SeenEvents seen;
    private final Consumer<Event> handler;

    /**
     * @param secrets asked for each webhook, so that a rotated secret counts at once; all of them are tried
     */
    Receiver(int port, Supplier<String[]> secrets, SeenEvents seen, Consumer<Event> handler) throws IOException {
        this.secrets = secrets;
        this.seen = seen;
        this.handler = handler;
        server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(threads);
        server.createContext("/hook", this::receive);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] payload = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            exchange.sendResponseHeaders(answer(payload, headers), -1);
        }
    }

    private int answer(byte[] payload, Map<String, String> headers) {
        try {
            Event event = Webhooks.verify(payload, headers, secrets.get());
            seen.once(event.id(), () -> handler.accept(event));
            return ACCEPTED;
        } catch (WebhookVerificationException e) {
            return NOT_GENUINE;
        } catch (RuntimeException e) {
            // Not remembered as seen: Nightdesk sends it again, and again we try.
            return NOT_HANDLED;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
