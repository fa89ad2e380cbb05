package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.model.Updates;
import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.http.Method;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.support.RawConnection;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Our own log at its finest, over every operation and every way to fail: no credential and no text of a customer. */
class LogSecrecyTest {
    private static final String CANARY = "canarylog";

    @Test
    void theLogHoldsNoSecretAndNoText() {
        Capture capture = new Capture();
        List<Logger> loggers = Stream.of("dev.nightdesk", "nightdesk").map(Logger::getLogger).toList();
        loggers.forEach(logger -> {
            logger.setLevel(Level.ALL);
            logger.addHandler(capture);
        });
        List<String> secrets = new ArrayList<>(List.of(TestNode.PLATFORM_KEY));
        try (AccessNode node = AccessNode.start();
                TestNode talkative = TestNode.start(Map.of("MONGODB_URI", node.connectionString(), "LOG_REQUESTS",
                        "true"))) {
            FurnishedWorkspace reading = new FurnishedWorkspace(node, CANARY);
            for (Operation operation : Operation.values()) {
                boolean reads = operation.method() == Method.GET;
                if (operation.callers().contains(CallerKind.API_KEY)) {
                    perform(operation, reads ? reading : new FurnishedWorkspace(node, CANARY), talkative, secrets);
                }
            }
            fail(node, talkative, new FurnishedWorkspace(node, CANARY));
        } finally {
            loggers.forEach(logger -> {
                logger.removeHandler(capture);
                logger.setLevel(null);
            });
        }
        String log = String.join("\n", capture.lines);
        assertTrue(capture.lines.size() > 200, () -> "only " + capture.lines.size() + " lines");
        assertTrue(log.contains("Exception"), "nothing failed");
        secrets.forEach(secret -> assertFalse(log.contains(secret), () -> around(log, secret)));
        secrets.forEach(secret -> assertFalse(log.contains(secret.substring(secret.length() / 2)), "half a secret"));
        assertFalse(log.contains(CANARY), () -> around(log, CANARY));
        assertFalse(log.contains("mira@acme"), () -> around(log, "mira@acme"));
        assertTrue(capture.requests().noneMatch(line -> line.contains("\n") || line.contains("\r")), "a forged line");
    }

    private static void perform(Operation operation, FurnishedWorkspace workspace, TestNode talkative,
            List<String> secrets) {
        String path = workspace.path(operation);
        var body = workspace.body(operation);
        for (TestClient client : List.of(workspace.key(), workspace.agent("agent"), workspace.customer())) {
            secrets.add(client.credential());
            FurnishedWorkspace.send(talkative.as(client.credential()), operation, path, body);
        }
        if (operation.method() == Method.POST) {
            workspace.forget();
            workspace.perform(workspace.key(), operation);
        }
    }

    /** Broken documents, broken requests, forged lines: what is logged of them may not show them. */
    private static void fail(AccessNode node, TestNode talkative, FurnishedWorkspace workspace) {
        String conversation = workspace.id("conversation_id");
        node.mongo().collection("conversations").updateOne(new Document("_id", conversation),
                Updates.set("created_at", CANARY));
        talkative.as(workspace.key().credential()).get("/v1/conversations/" + conversation).problem(500,
                "internal_error");
        for (String header : List.of("traceparent: " + CANARY + "%0d%0aforged", "Authorization: Bearer " + CANARY,
                "Idempotency-Key: " + CANARY + "\u00e4", "Cookie: " + CANARY)) {
            try (RawConnection connection = talkative.connect()) {
                connection.send("GET /v1/conversations/" + CANARY + "%0a%0dforged HTTP/1.1\r\nHost: localhost\r\n"
                        + header + "\r\n\r\n").answer();
            }
        }
    }

    private static String around(String log, String secret) {
        int at = log.indexOf(secret);
        return log.substring(Math.max(0, at - 500), Math.min(log.length(), at + 500));
    }

    private static final class Capture extends Handler {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Queue<String> requests = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord record) {
            StringWriter line = new StringWriter();
            line.append(record.getLoggerName()).append(' ').append(record.getMessage());
            if (record.getParameters() != null) {
                line.append(Stream.of(record.getParameters()).map(String::valueOf).collect(Collectors.joining(" ")));
            }
            if (record.getLoggerName().equals("nightdesk.requests")) {
                requests.add(line.toString());
            }
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(new PrintWriter(line));
            }
            lines.add(line.toString());
        }

        Stream<String> requests() {
            return requests.stream();
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
