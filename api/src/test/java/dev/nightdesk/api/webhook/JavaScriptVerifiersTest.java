package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What npm's standardwebhooks and svix say of our signatures. Runs where node is and {@code
 * deploy/prove/webhook-signatures/run} has fetched the two; their verifiers read the real clock, so the real time is
 * signed.
 */
@Timeout(60)
class JavaScriptVerifiersTest {

    private static final Path FOLDER = Path.of("..", "deploy", "prove", "webhook-signatures");
    private static final String BOTH = "{\"standardwebhooks\":true,\"svix\":true}";
    private static final String NEITHER = "{\"standardwebhooks\":false,\"svix\":false}";

    private final SecureRandom random = new SecureRandom();
    private final WebhookSecret secret = WebhookSecret.generate(random);
    private final WebhookSecret rotated = WebhookSecret.generate(random);
    private final Instant now = Instant.now();
    private final List<String> webhooks = new ArrayList<>();

    @BeforeAll
    static void needsNodeAndTheTwoLibraries() throws InterruptedException {
        assumeTrue(
                Files.isDirectory(FOLDER.resolve("node_modules").resolve("svix")),
                "the JavaScript libraries are not installed: run deploy/prove/webhook-signatures/run");
        assumeTrue(hasNode(), "node is not installed");
    }

    @Test
    void acceptEveryBodyUnderEachLiveSecret() throws Exception {
        String large = "{\"a\":\"" + "x".repeat(20_000) + "\"}";
        for (String body : List.of("{}", "{\"text\":\"Grüße, 世界 \\u0000\"}", large)) {
            String signature = sign(now, body, List.of(secret, rotated));
            add(secret, "evt_1", now, signature, body);
            add(rotated, "evt_1", now, signature, body);
        }
        assertAnswers(BOTH);
    }

    @Test
    void refuseAnythingChangedOrOld() throws Exception {
        String body = "{\"amount\":10}";
        String signature = sign(now, body, List.of(secret));
        add(secret, "evt_1", now, signature, "{\"amount\":11}");
        add(secret, "evt_2", now, signature, body);
        add(secret, "evt_1", now.minusSeconds(1), signature, body);
        add(rotated, "evt_1", now, signature, body);
        Instant old = now.minusSeconds(301);
        add(secret, "evt_1", old, sign(old, body, List.of(secret)), body);
        assertAnswers(NEITHER);
    }

    private static String sign(Instant time, String body, List<WebhookSecret> secrets) {
        return WebhookSigner.sign("evt_1", time, body.getBytes(StandardCharsets.UTF_8), secrets);
    }

    private void add(WebhookSecret verifier, String id, Instant time, String signature, String payload) {
        JsonObject webhook = Json.createObjectBuilder()
                .add("secret", verifier.reveal())
                .add("id", id)
                .add("timestamp", Long.toString(time.getEpochSecond()))
                .add("signature", signature)
                .add("payload", payload)
                .build();
        webhooks.add(webhook.toString());
    }

    private void assertAnswers(String expected) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "verify.mjs")
                .directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = node.getOutputStream()) {
            in.write((String.join("\n", webhooks) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor());
        List<JsonObject> answers = output.lines()
                .map(line -> Json.createReader(new StringReader(line)).readObject())
                .toList();
        assertEquals(webhooks.stream().map(each -> expected).toList(), answers.stream().map(Object::toString).toList());
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
