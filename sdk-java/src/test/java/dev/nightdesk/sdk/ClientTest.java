package dev.nightdesk.sdk;

import org.junit.jupiter.api.AfterEach;

/** A client with a scripted server, and with time that passes only by its own pauses. */
abstract class ClientTest {

    final ScriptedServer server = new ScriptedServer();
    final ManualTime time = new ManualTime();

    @AfterEach
    final void closeServer() {
        server.close();
    }

    final NightdeskBuilder builder() {
        return Nightdesk.builder().baseUrl(server.url()).apiKey("nd_test_key").sleeper(time).clock(time).random(() -> 0);
    }

    final Nightdesk client() {
        return builder().build();
    }

    static String message(String id) {
        return """
                {"id": "%s", "object": "message", "conversation_id": "cnv_1", "kind": "reply", "body": "Hello",
                 "author": {"type": "customer", "id": "cus_1"}, "format": "text", "channel": "chat", "attachments": [],
                 "in_reply_to": null, "external_id": null, "redacted": false, "redacted_at": null, "sequence": 1,
                 "version": 1, "created_at": "2026-11-23T08:00:00.000Z", "updated_at": "2026-11-23T08:00:00.000Z"}
                """.formatted(id);
    }
}
