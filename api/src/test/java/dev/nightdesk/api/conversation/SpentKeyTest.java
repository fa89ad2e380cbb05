package dev.nightdesk.api.conversation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints that look the key up themselves keep the order of the contract: a spent key goes before all else. */
class SpentKeyTest {
    private static final String PATH = "/v1/conversations";
    private static TestNode node;
    private TestClient client;
    private String messages;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void begin() {
        client = node.workspace();
        String id = client.post(PATH, "{\"customer\":{\"external_id\":\"u1\"},\"subject\":\"Card\"}").expect(201).id();
        messages = PATH + "/" + id + "/messages";
    }

    @Test
    void aReusedKeyIsToldBeforeTheBodyIsJudged() {
        client.key("k1").post(messages, "{\"body\":\"one\"}").expect(201);
        client.key("k1").post(messages, "{\"body\":17}").problem(422, "idempotency_key_reused");
        client.key("k2").post(PATH, "{\"customer\":{\"external_id\":\"u1\"}}").expect(201);
        client.key("k2").post(PATH, "{\"subject\":1}").problem(422, "idempotency_key_reused");
    }

    @Test
    void aReusedKeyTakesNoExternalId() {
        client.key("k1").post(messages, "{\"body\":\"one\"}").expect(201);
        client.key("k1").post(messages, "{\"body\":\"two\",\"external_id\":\"m2\"}")
                .problem(422, "idempotency_key_reused");
        client.key("k2").post(messages, "{\"body\":\"two\",\"external_id\":\"m2\"}").expect(201);
    }

    @Test
    void aReusedKeyMakesNoCustomer() {
        client.key("k1").post(PATH, "{\"customer\":{\"external_id\":\"u1\"}}").expect(201);
        client.key("k1").post(PATH, "{\"customer\":{\"external_id\":\"u2\"}}")
                .problem(422, "idempotency_key_reused");
        assertEquals(0, client.get("/v1/customers?external_id=u2").expect(200).json().get("data").size());
    }

    @Test
    void whatWasAnsweredIsRepeatedWhateverHasHappenedSince() {
        TestAnswer first = client.key("k1").post(messages, "{\"body\":\"one\"}").expect(201);
        TestAnswer again = client.key("k1").post(messages, "{\"body\":\"one\"}").expect(201);
        assertArrayEquals(first.body(), again.body());
        assertEquals("true", again.header("Idempotent-Replayed"));
        TestAnswer refused = client.key("k3").post(PATH + "/cnv_01KJPX71WGSP1K5ZVJKXDWJFBQ/messages",
                "{\"body\":\"one\"}").expect(404);
        assertArrayEquals(refused.body(), client.key("k3")
                .post(PATH + "/cnv_01KJPX71WGSP1K5ZVJKXDWJFBQ/messages", "{\"body\":\"one\"}").expect(404).body());
    }
}
