package dev.nightdesk.api.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.TestAnswer;
import dev.nightdesk.api.support.TestClient;
import dev.nightdesk.api.support.TwoNodes;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was answered is kept with the event that tells of it. One node answers first and another is asked again, which
 * has nothing to go by but the database.
 */
class ReceiptTest {
    private static final String CONVERSATIONS = "/v1/conversations";
    private static final String CUSTOMERS = "/v1/customers";
    private static final String ADA = "{\"external_id\":\"u1\",\"name\":\"Ada Lovelace\"}";
    private static final String ONE = "{\"body\":\"My PIN is 1234\"}";

    @TempDir
    private Path folder;
    private TwoNodes nodes;
    private TestClient here;
    private TestClient there;

    @BeforeEach
    void startTwoNodes() {
        nodes = TwoNodes.start(folder);
        here = nodes.first().workspace();
        there = nodes.second().as(here.credential());
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void anotherNodeRepeatsTheAnswerToTheLetter() {
        TestAnswer customer = here.key("k1").post(CUSTOMERS, ADA).expect(201);
        String begin = "{\"customer_id\":\"" + customer.id() + "\",\"tags\":[\"a\"]}";
        TestAnswer conversation = here.key("k2").post(CONVERSATIONS, begin).expect(201);
        String messages = CONVERSATIONS + "/" + conversation.id() + "/messages";
        TestAnswer message = here.key("k3").post(messages, ONE).expect(201);
        awaitEvents(3);
        assertRepeated(customer, there.key("k1").post(CUSTOMERS, ADA));
        assertRepeated(conversation, there.key("k2").post(CONVERSATIONS, begin));
        assertRepeated(message, there.key("k3").post(messages, ONE));
        assertEquals(1, there.get(messages).expect(200).json().get("data").size());
    }

    @Test
    void aKeyIsSpentForWhateverElseItIsUsedFor() {
        String id = begun();
        String messages = CONVERSATIONS + "/" + id + "/messages";
        TestAnswer message = here.key("k").post(messages, ONE).expect(201);
        awaitEvents(3);
        there.key("k").post(messages, "{\"body\":\"two\"}").problem(422, "idempotency_key_reused");
        there.key("k").post(CUSTOMERS, "{\"name\":\"Bob\"}").problem(422, "idempotency_key_reused");
        there.key("k").post(CONVERSATIONS, "{\"customer\":{\"external_id\":\"u1\"}}")
                .problem(422, "idempotency_key_reused");
        assertRepeated(message, there.key("k").post(messages, ONE));
        assertEquals(1, there.get(CUSTOMERS).expect(200).json().get("data").size());
    }

    @Test
    void whoDecidesOnWhatHeWroteLastStillFindsTheKeySpentElsewhere() {
        String messages = CONVERSATIONS + "/" + begun() + "/messages";
        String others = CONVERSATIONS + "/" + begun() + "/messages";
        here.key("k1").post(messages, ONE).expect(201);
        there.key("k2").post(others, ONE).expect(201);
        awaitEvents(5);
        here.key("k2").post(messages, ONE).problem(422, "idempotency_key_reused");
        here.key("k3").post(messages, "{\"body\":\"two\"}").expect(201);
        awaitEvents(6);
        there.key("k3").post(others, ONE).problem(422, "idempotency_key_reused");
        assertEquals(2, here.get(messages).expect(200).json().get("data").size());
    }

    @Test
    void aDayLaterTheKeyIsFreeAgain() {
        String messages = CONVERSATIONS + "/" + begun() + "/messages";
        TestAnswer early = here.key("k").post(messages, ONE).expect(201);
        awaitEvents(3);
        nodes.clock().advance(Duration.ofHours(24).plusSeconds(1));
        TestAnswer late = there.key("k").post(messages, "{\"body\":\"two\"}").expect(201);
        assertNotEquals(early.id(), late.id());
        assertNull(late.header("Idempotent-Replayed"));
        Eventually.becomes(() -> here.get("/v1/events?limit=100").expect(200).json().get("data").size() >= 4);
        here.key("k").post(messages, ONE).problem(422, "idempotency_key_reused");
        assertRepeated(late, here.key("k").post(messages, "{\"body\":\"two\"}"));
    }

    @Test
    void whatWasRedactedIsRepeatedRedacted() {
        String messages = CONVERSATIONS + "/" + begun() + "/messages";
        TestAnswer message = here.key("k").post(messages, ONE).expect(201);
        here.post(messages + "/" + message.id() + "/redact", "{}").expect(200);
        TestAnswer again = there.key("k").post(messages, ONE).expect(201);
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals(message.id(), again.id());
        assertFalse(again.bodyText().contains("1234"), again.bodyText());
    }

    @Test
    void whoWasErasedIsNeitherToldOfNorMadeAgain() {
        TestAnswer customer = here.key("k").post(CUSTOMERS, ADA).expect(201);
        TestAnswer erasing = here.with("If-Match", "*").delete(CUSTOMERS + "/" + customer.id()).expect(202);
        Eventually.becomes(() -> here.get(erasing.header("Location")).expect(200).json().get("done").asBoolean());
        TestAnswer again = there.key("k").post(CUSTOMERS, ADA);
        assertFalse(again.bodyText().contains("Lovelace"), again.bodyText());
        again.problem(422, "idempotency_key_reused");
        assertEquals(0, there.get(CUSTOMERS + "?external_id=u1").expect(200).json().get("data").size());
    }

    private String begun() {
        return here.post(CONVERSATIONS, "{\"customer\":{\"external_id\":\"u1\"}}").expect(201).id();
    }

    private void awaitEvents(int count) {
        Eventually.becomes(() -> here.get("/v1/events?limit=100").expect(200).json().get("data").size() >= count);
    }

    private static void assertRepeated(TestAnswer answer, TestAnswer again) {
        again.expect(answer.status());
        assertArrayEquals(answer.body(), again.body());
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals(answer.header("Location"), again.header("Location"));
        assertEquals(answer.etag(), again.etag());
    }
}
