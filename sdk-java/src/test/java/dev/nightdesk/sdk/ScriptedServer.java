package dev.nightdesk.sdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that gives the replies it was told to, in their order, and remembers what it was sent. */
final class ScriptedServer implements AutoCloseable {

    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private Reply otherwise = Reply.json(500, "");

    ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    ScriptedServer reply(Reply... next) {
        replies.addAll(List.of(next));
        return this;
    }

    /** What to say when no other reply is left. */
    ScriptedServer otherwise(Reply reply) {
        otherwise = reply;
        return this;
    }

    List<Received> received() {
        return received;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(), body));
        Reply reply = replies.isEmpty() ? otherwise : replies.remove();
        if (reply.status() == Reply.HANG_UP) {
            exchange.close();
            return;
        }
        if (reply.status() == Reply.SILENCE) {
            return;
        }
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** What the server was sent. */
    record Received(String method, String uri, Headers headers, String body) {

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    /** What the server says. */
    record Reply(int status, Map<String, String> headers, String body) {

        static final int HANG_UP = -1;
        static final int SILENCE = -2;

        static Reply hangUp() {
            return new Reply(HANG_UP, Map.of(), "");
        }

        static Reply silence() {
            return new Reply(SILENCE, Map.of(), "");
        }

        static Reply json(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "application/json", "Request-Id", "req_1"), body);
        }

        static Reply problem(int status, String code) {
            return problem(status, code, Map.of());
        }

        static Reply problem(int status, String code, Map<String, String> headers) {
            String body = """
                    {"type": "https://docs.nightdesk.dev/problems/%1$s", "title": "A title", "status": %2$d,
                     "detail": "A sentence.", "instance": "/v1/requests/req_1", "code": "%1$s", "request_id": "req_1"}
                    """.formatted(code, status);
            return new Reply(status, headers, body);
        }
    }
}
