package dev.nightdesk.examples.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** The few operations that a replay needs, kept in memory behind a real port, with a page size of 7. */
final class MemoryService implements AutoCloseable {

    private static final int PAGE = 7;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final BooleanSupplier failure;
    private final Map<String, JsonNode> answered = new HashMap<>();
    private final Map<String, ObjectNode> conversations = new LinkedHashMap<>();
    private final Map<String, List<JsonNode>> messages = new HashMap<>();
    private final List<JsonNode> events = new ArrayList<>();

    /** @param failure whether the next request is answered with 503 after it was carried out */
    MemoryService(BooleanSupplier failure) {
        this.failure = failure;
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

    synchronized void loseAMessage() {
        messages.values().iterator().next().remove(1);
    }

    synchronized void loseAnEvent() {
        events.remove(events.size() / 2);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        ObjectNode request = body.length == 0 ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(body);
        byte[] answer;
        synchronized (this) {
            JsonNode result = key == null ? null : answered.get(key);
            if (result == null) {
                result = answer(exchange, request);
            }
            answered.put(String.valueOf(key), result);
            answer = JSON.writeValueAsBytes(result);
        }
        boolean fails = failure.getAsBoolean();
        exchange.sendResponseHeaders(fails ? 503 : 200, fails ? -1 : answer.length);
        if (!fails) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    private JsonNode answer(HttpExchange exchange, ObjectNode body) {
        String[] parts = exchange.getRequestURI().getRawPath().split("/", -1);
        if (exchange.getRequestMethod().equals("GET")) {
            String query = exchange.getRequestURI().getQuery();
            if (parts[2].equals("events")) {
                return page(events, query, "after");
            }
            List<JsonNode> items = parts.length == 3 ? new ArrayList<>(conversations.values()) : messages.get(parts[3]);
            return page(items, query, "cursor");
        }
        return switch (parts[parts.length - 1]) {
            case "conversations" -> begin(body);
            case "messages" -> append(parts[3], body);
            case "resolve" -> resolve(parts[3]);
            case "agents" -> body.put("id", "agt_1");
            default -> body.put("id", "cus_" + parts[4]);
        };
    }

    private ObjectNode begin(ObjectNode body) {
        String id = "cnv_" + conversations.size();
        ObjectNode first = (ObjectNode) body.remove("message");
        conversations.put(id, body.put("id", id).put("status", "open").put("message_count", 0));
        messages.put(id, new ArrayList<>());
        event(id, "conversation.created");
        append(id, first);
        return body;
    }

    private ObjectNode append(String conversation, ObjectNode message) {
        List<JsonNode> all = messages.get(conversation);
        all.add(message.put("id", "msg_" + conversation + "_" + all.size()).put("sequence", all.size() + 1));
        conversations.get(conversation).put("message_count", all.size());
        event(conversation, "message.created");
        return message;
    }

    private ObjectNode resolve(String conversation) {
        event(conversation, "conversation.resolved");
        return conversations.get(conversation).put("status", "resolved");
    }

    private void event(String conversation, String type) {
        long own = events.stream().filter(event -> event.path("conversation_id").asText().equals(conversation)).count();
        events.add(JSON.createObjectNode().put("id", "evt_" + events.size()).put("type", type)
                .put("sequence", events.size() + 1).put("conversation_id", conversation)
                .put("conversation_sequence", own + 1));
    }

    private static ObjectNode page(List<JsonNode> items, String query, String cursor) {
        int from = query != null && query.contains(cursor + "=")
                ? Integer.parseInt(query.replaceAll(".*" + cursor + "=(\\d+).*", "$1")) : 0;
        int to = Math.min(from + PAGE, items.size());
        ArrayNode data = JSON.createArrayNode().addAll(items.subList(from, to));
        ObjectNode page = JSON.createObjectNode().put("has_more", to < items.size()).put("next_cursor", "" + to);
        page.set("data", data);
        return page;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
