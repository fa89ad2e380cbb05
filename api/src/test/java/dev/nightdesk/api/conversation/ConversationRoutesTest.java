package dev.nightdesk.api.conversation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TestNode;
import dev.nightdesk.api.support.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConversationRoutesTest {
    private static final String PATH = "/v1/conversations";
    private static TestNode node;
    private TestClient client;

    @BeforeAll
    static void startNode() {
        node = TestNode.start();
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @BeforeEach
    void makeWorkspace() {
        client = node.workspace();
    }

    private TestAnswer begin() {
        return client.post(PATH, "{\"customer\":{\"external_id\":\"u1\",\"name\":\"Ada\"},\"subject\":\"Card\","
                + "\"message\":{\"body\":\"My card was declined\"}}").expect(201);
    }

    private TestAnswer act(TestAnswer conversation, String action, String body) {
        return client.post(PATH + "/" + conversation.id() + "/" + action, body);
    }

    private String agent(String name) {
        return client.post("/v1/agents", "{\"name\":\"" + name + "\",\"email\":\"" + name + "@acme.com\"}")
                .expect(201).id();
    }

    @Nested
    class Messages {
        @Test
        void areReadAsSoonAsTheyAreAnsweredAndInOrder() {
            TestAnswer conversation = begin();
            for (int i = 0; i < 7; i++) {
                act(conversation, "messages", "{\"body\":\"m" + i + "\"}").expect(201);
            }
            TestAnswer list = client.get(PATH + "/" + conversation.id() + "/messages").expect(200);
            List<Long> sequences = new ArrayList<>();
            list.json().get("data").forEach(message -> sequences.add(message.get("sequence").asLong()));
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), sequences);
            assertEquals("customer", list.json().at("/data/0/author/type").asText());
            assertEquals("bot", list.json().at("/data/1/author/type").asText());
        }

        @Test
        void pageInBothDirections() {
            TestAnswer conversation = begin();
            for (int i = 0; i < 6; i++) {
                act(conversation, "messages", "{\"body\":\"m" + i + "\",\"kind\":\"" + (i % 2 == 0 ? "note" : "reply")
                        + "\"}").expect(201);
            }
            String path = PATH + "/" + conversation.id() + "/messages?limit=3&sort=-sequence";
            TestAnswer first = client.get(path).expect(200);
            TestAnswer second = client.get(path + "&cursor=" + first.text("next_cursor")).expect(200);
            assertEquals(7, first.json().at("/data/0/sequence").asInt());
            assertEquals(4, second.json().at("/data/0/sequence").asInt());
            TestAnswer notes = client.get(PATH + "/" + conversation.id() + "/messages?kind=note").expect(200);
            assertEquals(3, notes.json().get("data").size());
        }

        @Test
        void withOneExternalIdAreOne() {
            TestAnswer conversation = begin();
            TestAnswer first = act(conversation, "messages", "{\"body\":\"x\",\"external_id\":\"e1\"}").expect(201);
            TestAnswer second = act(conversation, "messages", "{\"body\":\"y\",\"external_id\":\"e1\"}")
                    .problem(409, "duplicate_external_id");
            assertEquals(first.id(), second.text("existing_id"));
        }

        @Test
        void redactedLeaveATombstoneAndNoTextAnywhere() {
            TestAnswer conversation = begin();
            TestAnswer message = act(conversation, "messages", "{\"body\":\"card 4111111111111111\"}").expect(201);
            TestAnswer redacted = client.post(message.header("Location") + "/redact", "{}").expect(200);
            assertEquals("", redacted.text("body"));
            client.post(message.header("Location") + "/redact", "{}").expect(200);
            assertTrue(client.get(message.header("Location")).expect(200).json().get("redacted").asBoolean());
            assertFalse(client.get("/v1/events?limit=200").expect(200).bodyText().contains("4111111111111111"));
            Eventually.becomes(() -> client.get("/v1/audit-entries").expect(200).bodyText()
                    .contains("\"redactMessage\""));
            assertFalse(client.get("/v1/audit-entries").expect(200).bodyText().contains("4111111111111111"));
        }

        @Test
        void toAClosedConversationBeginAFollowUpThatTakesTheNextOnesToo() {
            TestAnswer conversation = begin();
            act(conversation, "close", null).expect(200);
            act(conversation, "messages", "{\"body\":\"bot\"}").problem(409, "conversation_closed");
            TestAnswer reply = act(conversation, "messages",
                    "{\"body\":\"again\",\"author\":{\"type\":\"customer\"}}").expect(201);
            assertNotEquals(conversation.id(), reply.text("conversation_id"));
            TestAnswer next = act(conversation, "messages",
                    "{\"body\":\"and again\",\"author\":{\"type\":\"customer\"}}").expect(201);
            assertEquals(reply.text("conversation_id"), next.text("conversation_id"));
            TestAnswer followUp = client.get(PATH + "/" + reply.text("conversation_id")).expect(200);
            assertEquals(conversation.id(), followUp.text("follow_up_of"));
        }
    }

    @Nested
    class Actions {
        @Test
        void leadThroughTheStatuses() {
            TestAnswer conversation = begin();
            assertEquals("pending", act(conversation, "await-customer", null).expect(200).text("status"));
            assertEquals("on_hold", act(conversation, "hold", null).expect(200).text("status"));
            assertEquals("snoozed", act(conversation, "snooze", "{\"until\":\"2030-01-01T00:00:00Z\"}").expect(200)
                    .text("status"));
            act(conversation, "snooze", "{\"until\":\"2020-01-01T00:00:00Z\"}").problem(422, "instant_not_later");
            assertEquals("open", act(conversation, "reopen", null).expect(200).text("status"));
            act(conversation, "reopen", null).problem(409, "illegal_transition");
            TestAnswer resolved = act(conversation, "resolve", "{\"reason\":\"done\"}").expect(200);
            assertEquals("done", resolved.text("resolution_reason"));
            assertEquals("closed", act(conversation, "close", null).expect(200).text("status"));
            act(conversation, "resolve", null).problem(409, "conversation_closed");
        }

        @Test
        void ofFiftyAgentsWhoClaimAtOnceExactlyOneGetsTheConversation() throws Exception {
            TestAnswer conversation = begin();
            String one = agent("one");
            String two = agent("two");
            List<Integer> statuses = Together.run(50, i -> act(conversation, "assign",
                    "{\"agent_id\":\"" + (i % 2 == 0 ? one : two) + "\"}").status());
            TestAnswer after = client.get(PATH + "/" + conversation.id()).expect(200);
            assertEquals("\"v2\"", after.etag(), "assigned once");
            assertEquals(25, statuses.stream().filter(status -> status == 200).count());
            assertEquals(25, statuses.stream().filter(status -> status == 409).count());
        }

        @Test
        void tagAndLinkAndMerge() {
            TestAnswer a = begin();
            TestAnswer b = begin();
            assertEquals("vip", act(a, "tags", "{\"add\":[\"vip\"]}").expect(200).text("tags/0"));
            act(a, "tags", "{\"add\":[\"x\"],\"remove\":[\"x\"]}").problem(400, "invalid_body");
            assertEquals(b.id(), act(a, "link", "{\"conversation_id\":\"" + b.id() + "\"}").expect(200)
                    .text("links/0/conversation_id"));
            act(a, "link", "{\"conversation_id\":\"" + a.id() + "\"}").problem(422, "same_resource");
            TestAnswer survivor = act(a, "merge", "{\"into\":\"" + b.id() + "\"}").expect(200);
            assertEquals(b.id(), survivor.id());
            assertEquals(b.id(), client.get(PATH + "/" + a.id()).expect(200).text("merged_into"));
            act(a, "merge", "{\"into\":\"" + b.id() + "\"}").problem(409, "conversation_merged");
            TestAnswer reply = act(a, "messages", "{\"body\":\"hi\",\"author\":{\"type\":\"customer\"}}").expect(201);
            assertEquals(b.id(), reply.text("conversation_id"));
        }
    }

    @Nested
    class Keys {
        @Test
        void fiftyAppendsAtOnceUnderOneKeyAreOneMessage() throws Exception {
            TestAnswer conversation = begin();
            List<TestAnswer> answers = Together.run(50, i -> client.key("append").post(
                    PATH + "/" + conversation.id() + "/messages", "{\"body\":\"once\"}"));
            byte[] first = answers.stream().filter(a -> a.status() == 201).findFirst().orElseThrow().body();
            for (TestAnswer answer : answers) {
                assertArrayEquals(first, answer.expect(201).body());
            }
            assertEquals(2, client.get(PATH + "/" + conversation.id() + "/messages").expect(200).json().get("data")
                    .size());
        }

        @Test
        void fiftyBeginningsAtOnceUnderOneKeyAreOneConversation() throws Exception {
            String body = "{\"customer\":{\"external_id\":\"u9\"},\"message\":{\"body\":\"once\"}}";
            List<TestAnswer> answers = Together.run(50, i -> client.key("begin").post(PATH, body));
            byte[] first = answers.stream().filter(a -> a.status() == 201).findFirst().orElseThrow().body();
            for (TestAnswer answer : answers) {
                if (answer.status() == 409) {
                    assertEquals("1", answer.problem(409, "idempotency_in_progress").header("Retry-After"));
                } else {
                    assertArrayEquals(first, answer.expect(201).body());
                }
            }
            assertArrayEquals(first, client.key("begin").post(PATH, body).expect(201).body());
            assertEquals(1, client.get(PATH).expect(200).json().get("data").size());
        }

        @Test
        void anotherPathUnderTheSameKeyIsRefused() {
            TestAnswer conversation = begin();
            client.key("k").post(PATH + "/" + conversation.id() + "/messages", "{\"body\":\"a\"}").expect(201);
            client.key("k").post(PATH + "/" + conversation.id() + "/hold", null)
                    .problem(422, "idempotency_key_reused");
        }
    }

    @Nested
    class Lists {
        @Test
        void filterAndExpand() {
            TestAnswer a = begin();
            begin();
            String agent = agent("eve");
            act(a, "assign", "{\"agent_id\":\"" + agent + "\"}").expect(200);
            act(a, "resolve", null).expect(200);
            assertEquals(1, client.get(PATH + "?status=resolved,closed").expect(200).json().get("data").size());
            assertEquals(1, client.get(PATH + "?assignee_id=none").expect(200).json().get("data").size());
            JsonNode one = client.get(PATH + "?assignee_id=" + agent + "&expand=customer,assignee").expect(200).json()
                    .at("/data/0");
            assertEquals("Ada", one.at("/customer/name").asText());
            assertEquals("eve", one.at("/assignee/agent/name").asText());
            client.get(PATH + "?status=nonsense").problem(400, "invalid_parameter");
            client.get(PATH + "?what=1").problem(400, "unknown_parameter");
        }
    }

    @Test
    void theEventLogIsDenseAndTellsOfEveryChange() {
        TestAnswer conversation = begin();
        act(conversation, "hold", null).expect(200);
        act(conversation, "reopen", null).expect(200);
        Eventually.becomes(() -> client.get("/v1/events?types=conversation.reopened").json().get("data").size() == 1);
        JsonNode events = client.get("/v1/events?limit=200").expect(200).json().get("data");
        for (int i = 0; i < events.size(); i++) {
            assertEquals(i + 1, events.get(i).get("sequence").asInt());
        }
        List<String> types = new ArrayList<>();
        client.get(PATH + "/" + conversation.id() + "/events").expect(200).json().get("data")
                .forEach(event -> types.add(event.get("type").asText()));
        assertEquals(List.of("conversation.created", "message.created", "conversation.held", "conversation.reopened"),
                types);
        String after = events.get(1).get("id").asText();
        assertEquals(3, client.get("/v1/events?after=" + after).expect(200).json().at("/data/0/sequence").asInt());
        client.get("/v1/events?after=evt_01KJPTR3D0NE7YAKQNKHMWH79P").problem(400, "invalid_event_id");
    }

    @Test
    void aSnoozeEndsByItself() {
        TestAnswer conversation = begin();
        String until = Instant.now().plusSeconds(3_600).toString();
        act(conversation, "snooze", "{\"until\":\"" + until + "\"}").expect(200);
        node.clock().advance(Duration.ofHours(2));
        Eventually.becomes(() -> client.get(PATH + "/" + conversation.id()).text("status").equals("open"));
    }
}
