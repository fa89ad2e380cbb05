package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.Together;
import dev.nightdesk.api.support.TwoNodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new conversation holds the key of the request that made it, which decides between those that race. */
class KeyHolderTest {
    private static final String CONVERSATIONS = "/v1/conversations";
    private static final int RACERS = 12;

    @TempDir
    private Path folder;
    private TwoNodes nodes;
    private TestClient here;
    private TestClient there;
    private String customer;

    @BeforeEach
    void startTwoNodes() {
        nodes = TwoNodes.start(folder);
        here = nodes.first().workspace();
        there = nodes.second().as(here.credential());
        customer = here.post("/v1/customers", "{\"name\":\"Ada\"}").expect(201).id();
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void manyAtOnceUnderOneKeyAreOneConversation() {
        for (int race = 0; race < 10; race++) {
            String key = "race-" + race;
            List<TestAnswer> answers = race(key, i -> body(""));
            Set<String> ids = new TreeSet<>();
            answers.forEach(answer -> ids.add(answer.expect(201).id()));
            assertEquals(1, ids.size());
            assertEquals(1, answers.stream().filter(answer -> answer.header("Idempotent-Replayed") == null).count());
        }
        assertEquals(10, conversations());
    }

    @Test
    void oneOfSeveralDifferentRequestsWinsTheKey() {
        List<TestAnswer> answers = race("k", i -> body(",\"subject\":\"" + i + "\""));
        List<TestAnswer> made = answers.stream().filter(answer -> answer.status() == 201).toList();
        assertEquals(1, made.size());
        answers.stream().filter(answer -> !made.contains(answer))
                .forEach(answer -> answer.problem(422, "idempotency_key_reused"));
        assertEquals(1, conversations());
    }

    /** Each of them violates two unique indexes, and it is for the key to tell that it is the same request. */
    @Test
    void aRepetitionIsNotRefusedForTheExternalIdItTookItself() {
        String body = body(",\"external_id\":\"case-1\"");
        madeOnce(body);
        assertEquals(409, there.key("other").post(CONVERSATIONS, body).status());
        assertEquals(1, conversations());
    }

    @Test
    void aDayLaterTheKeyMakesAnotherConversationAndIsHeldByThat() {
        String early = here.key("k").post(CONVERSATIONS, body("")).expect(201).id();
        awaitEvents(2);
        nodes.clock().advance(Duration.ofHours(24).plusSeconds(1));
        TestAnswer late = there.key("k").post(CONVERSATIONS, body("")).expect(201);
        assertNotEquals(early, late.id());
        assertNull(late.header("Idempotent-Replayed"));
        TestAnswer again = here.key("k").post(CONVERSATIONS, body("")).expect(201);
        assertEquals(late.id(), again.id());
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals(2, conversations());
    }

    @Test
    void aKeySpentForSomethingElseMakesNoConversation() {
        String id = here.key("c").post(CONVERSATIONS, body("")).expect(201).id();
        here.key("k").post(CONVERSATIONS + "/" + id + "/messages", "{\"body\":\"Hello\"}").expect(201);
        here.key("r").post(CONVERSATIONS, "{\"customer_id\":\"cus_01KJPTR3D091MT7YDNQRSDEYSD\"}").expect(422);
        awaitEvents(3);
        there.key("k").post(CONVERSATIONS, body("")).problem(422, "idempotency_key_reused");
        there.key("r").post(CONVERSATIONS, body("")).problem(422, "idempotency_key_reused");
        assertEquals(1, conversations());
    }

    @Test
    void aFirstMessageIsMadeWithItsConversationOnce() {
        String body = body(",\"message\":{\"body\":\"Where is my order?\"}");
        String id = madeOnce(body);
        assertEquals(1, here.get(CONVERSATIONS + "/" + id + "/messages").expect(200).json()
                .get("data").size());
    }

    /** The one conversation that all who race are told of. */
    private String madeOnce(String body) {
        Set<String> ids = new TreeSet<>();
        race("k", i -> body).forEach(answer -> ids.add(answer.expect(201).id()));
        assertEquals(1, ids.size());
        return ids.iterator().next();
    }

    private String body(String more) {
        return "{\"customer_id\":\"" + customer + "\"" + more + "}";
    }

    private int conversations() {
        return here.get(CONVERSATIONS + "?limit=200").expect(200).json().get("data").size();
    }

    private void awaitEvents(int count) {
        Eventually.becomes(() -> here.get("/v1/events?limit=100").expect(200).json().get("data").size() >= count);
    }

    private List<TestAnswer> race(String key, IntFunction<String> body) {
        List<TestAnswer> answers = Together.run(RACERS,
                i -> (i % 2 == 0 ? here : there).key(key).post(CONVERSATIONS, body.apply(i)));
        assertTrue(answers.stream().allMatch(answer -> answer.status() < 500));
        return answers;
    }
}
