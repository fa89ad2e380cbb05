package dev.nightdesk.api.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What merging, returning and erasing mean to conversations. */
class CustomerConversationsTest {
    private static TestNode node;
    private TestClient client;
    private String ada;
    private String guest;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeCustomers() {
        client = node.workspace();
        ada = client.post("/v1/customers", "{\"external_id\":\"ada\",\"name\":\"Ada\"}").expect(201).id();
        guest = client.post("/v1/customers", "{\"external_id\":\"guest\"}").expect(201).id();
    }

    @Test
    void conversationsFollowTheMergeAndThoseThatWereThereReturn() {
        String before = begin(guest);
        TestAnswer merged = done(client.post("/v1/customers/" + guest + "/merge", "{\"into\":\"" + ada + "\"}"));
        assertEquals(1, merged.json().get("conversation_count").asInt());
        assertEquals(ada, customerOf(before));
        String since = begin(ada);
        TestAnswer unmerged = done(client.post("/v1/customers/" + guest + "/unmerge", null));
        assertEquals(1, unmerged.json().get("conversation_count").asInt());
        assertEquals(guest, customerOf(before));
        assertEquals(ada, customerOf(since));
    }

    @Test
    void eachMergeOfSeveralIsUndoneByItself() {
        String main = client.post("/v1/customers", "{}").expect(201).id();
        String conversation = begin(guest);
        done(client.post("/v1/customers/" + guest + "/merge", "{\"into\":\"" + ada + "\"}"));
        done(client.post("/v1/customers/" + ada + "/merge", "{\"into\":\"" + main + "\"}"));
        assertEquals(main, customerOf(conversation));
        done(client.post("/v1/customers/" + ada + "/unmerge", null));
        assertEquals(ada, customerOf(conversation));
        done(client.post("/v1/customers/" + guest + "/unmerge", null));
        assertEquals(guest, customerOf(conversation));
    }

    @Test
    void aConversationBegunInTheNameOfAMergedCustomerIsTheSurvivors() {
        done(client.post("/v1/customers/" + guest + "/merge", "{\"into\":\"" + ada + "\"}"));
        assertEquals(ada, customerOf(begin(guest)));
    }

    @Test
    void whatWasSaidIsGoneWithWhoSaidIt() {
        String conversation = begin(guest);
        done(client.post("/v1/customers/" + guest + "/merge", "{\"into\":\"" + ada + "\"}"));
        TestAnswer erasing = client.with("If-Match", "*").delete("/v1/customers/" + ada).expect(202);
        Eventually.becomes(() -> client.get(erasing.header("Location")).expect(200).json().get("done").asBoolean());
        TestAnswer shell = client.get("/v1/conversations/" + conversation).expect(200);
        assertTrue(shell.json().get("subject").isNull());
        String left = shell.bodyText() + client.get("/v1/conversations/" + conversation + "/messages").bodyText()
                + client.get("/v1/events?limit=200").bodyText();
        assertFalse(left.contains("Secret"), left);
        assertFalse(left.contains("Ada"), left);
    }

    private String begin(String customer) {
        return client.post("/v1/conversations", "{\"customer_id\":\"" + customer + "\",\"subject\":\"Secret subject\","
                + "\"message\":{\"body\":\"Secret text\"}}").expect(201).id();
    }

    private String customerOf(String conversation) {
        return client.get("/v1/conversations/" + conversation).expect(200).text("customer_id");
    }

    private TestAnswer done(TestAnswer answer) {
        String operation = "/v1/operations/" + answer.expect(200).text("operation_id");
        Eventually.becomes(() -> client.get(operation).expect(200).json().get("done").asBoolean());
        return answer;
    }
}
