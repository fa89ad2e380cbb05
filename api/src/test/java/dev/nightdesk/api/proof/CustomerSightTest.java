package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.access.AccessNode;
import dev.nightdesk.api.platform.auth.CallerKind;
import dev.nightdesk.api.platform.http.Method;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the team writes for itself is in no answer that a customer can get. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomerSightTest {
    private static final String PRIVATE = "canaryinside";
    private static final String PUBLIC = "canaryoutside";
    private static final Set<String> INTERNAL_FIELDS = Set.of("priority", "tags", "attributes", "metadata", "links");

    private AccessNode node;
    private FurnishedWorkspace workspace;
    private TestClient customer;
    private String conversation;
    private String note;
    private String file;

    @BeforeAll
    void talk() {
        node = AccessNode.start();
        workspace = new FurnishedWorkspace(node, "talk");
        customer = workspace.customer();
        TestClient key = workspace.key();
        String begin = """
                {"customer_id":"%s","subject":"OUT","priority":"urgent","external_id":"IN-1","tags":["IN"],
                 "attributes":{"risk":"IN"},"metadata":{"risk":"IN"},"message":{"body":"OUT question"}}"""
                .formatted(workspace.id("customer_id")).replace("OUT", PUBLIC).replace("\"IN", "\"" + PRIVATE);
        conversation = key.post("/v1/conversations", begin).expect(201).id();
        String agent = key.post("/v1/agents", "{\"name\":\"Grace\",\"email\":\"" + PRIVATE + "@example.com\"}")
                .expect(201).id();
        act("assign", "{\"agent_id\":\"" + agent + "\"}");
        file = key.upload(PRIVATE + ".txt", "text/plain", PRIVATE.getBytes(StandardCharsets.UTF_8)).expect(201).id();
        note = key.post(path() + "/messages", "{\"kind\":\"note\",\"body\":\"" + PRIVATE + "\",\"attachments\":[\""
                + file + "\"],\"external_id\":\"" + PRIVATE + "-2\"}").expect(201).id();
        key.post(path() + "/messages", "{\"body\":\"" + PUBLIC + " answer\",\"author\":{\"type\":\"agent\",\"id\":\""
                + agent + "\"},\"metadata\":{\"risk\":\"" + PRIVATE + "\"}}").expect(201);
        act("resolve", "{\"reason\":\"" + PRIVATE + "\"}");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    static Stream<Operation> reads() {
        return Stream.of(Operation.values()).filter(operation -> operation.method() == Method.GET
                && operation.callers().contains(CallerKind.CUSTOMER) && !operation.path().endsWith("/stream"));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void noReadShowsWhatIsInternal(Operation operation) {
        String path = operation.path().replace("{conversation_id}", conversation).replace("{message_id}", note)
                .replace("{attachment_id}", file);
        TestAnswer answer = customer.get(path);
        assertFalse(answer.bodyText().contains(PRIVATE), answer.bodyText());
        assertFalse(answer.bodyText().contains(note), answer.bodyText());
        if (path.contains(note) || path.contains(file)) {
            answer.problem(404, "not_found");
        }
    }

    @Test
    void theFieldsOfTheDeskAreLeftOut() {
        List<String> fields = new ArrayList<>();
        customer.get(path()).expect(200).json().fieldNames().forEachRemaining(fields::add);
        assertTrue(fields.stream().noneMatch(INTERNAL_FIELDS::contains), fields.toString());
        assertEquals(PUBLIC, customer.get(path()).text("subject"));
    }

    /** Writing answers with the same sight as reading. */
    @Test
    void noAnswerToAWriteShowsWhatIsInternal() {
        for (String[] write : new String[][] {{path() + "/typing", "{}"}, {path() + "/messages", "{\"body\":\"Hm\"}"},
            {"/v1/conversations", "{\"message\":{\"body\":\"Hm\"}}"}}) {
            String body = customer.post(write[0], write[1]).bodyText();
            assertFalse(body.contains(PRIVATE) || body.contains("\"metadata\""), body);
        }
        customer.post(path() + "/read", "{\"message_id\":\"" + note + "\"}").expect(422);
    }

    @Test
    void theTeamSeesAllOfIt() {
        String everything = workspace.key().get(path()).bodyText()
                + workspace.key().get(path() + "/messages").bodyText();
        assertTrue(everything.contains(PRIVATE) && everything.contains(note) && everything.contains(PUBLIC));
        assertTrue(customer.get(path() + "/messages").bodyText().contains(PUBLIC + " answer"));
    }

    private void act(String action, String body) {
        workspace.key().post(path() + "/" + action, body).expect(200);
    }

    private String path() {
        return "/v1/conversations/" + conversation;
    }
}
