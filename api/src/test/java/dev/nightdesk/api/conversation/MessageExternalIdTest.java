package dev.nightdesk.api.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An external id belongs to the message that was written under it, and to no other attempt. */
class MessageExternalIdTest {
    private static final String PATH = "/v1/conversations";
    private static final String BY_CUSTOMER =
            "{\"body\":\"Still wrong\",\"external_id\":\"m1\",\"author\":{\"type\":\"customer\"}}";
    private static TestNode node;
    private TestClient client;
    private String closed;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void endAConversation() {
        client = node.workspace();
        closed = begin();
        client.post(PATH + "/" + closed + "/close", "{}").expect(200);
    }

    private String begin() {
        return client.post(PATH, "{\"customer\":{\"external_id\":\"u1\"}}").expect(201).id();
    }

    @Test
    void itIsFreeAtOnceWhenItsMessageWasRefused() {
        String answer = "{\"body\":\"Done\",\"external_id\":\"m1\"}";
        client.post(messages(closed), answer).expect(409);
        client.post(messages(begin()), answer).expect(201);
    }

    @Test
    void itIsFreeAtOnceWhenItsConversationWasRefused() {
        String conversation = "{\"customer\":{\"external_id\":\"u1\"},\"external_id\":\"%s\","
                + "\"message\":{\"body\":\"Hi\",\"external_id\":\"m1\"}}";
        client.post(PATH, "{\"customer\":{\"external_id\":\"u1\"},\"external_id\":\"c1\"}").expect(201);
        client.post(PATH, conversation.formatted("c1")).problem(409, "duplicate_external_id");
        client.post(PATH, conversation.formatted("c2")).expect(201);
    }

    @Test
    void itGoesAlongWhereAReplyToAClosedConversationGoes() {
        TestAnswer written = client.post(messages(closed), BY_CUSTOMER).expect(201);
        assertNotEquals(closed, written.text("conversation_id"));
        TestAnswer second = client.post(messages(closed), BY_CUSTOMER).problem(409, "duplicate_external_id");
        assertEquals(written.id(), second.text("existing_id"));
    }

    private static String messages(String conversation) {
        return PATH + "/" + conversation + "/messages";
    }
}
