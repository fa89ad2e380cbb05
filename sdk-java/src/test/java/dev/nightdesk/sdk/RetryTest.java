package dev.nightdesk.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.sdk.ScriptedServer.Received;
import dev.nightdesk.sdk.ScriptedServer.Reply;
import dev.nightdesk.sdk.error.IdempotencyInProgressException;
import dev.nightdesk.sdk.error.NightdeskConnectionException;
import dev.nightdesk.sdk.error.NightdeskInterruptedException;
import dev.nightdesk.sdk.error.NightdeskProblemException;
import dev.nightdesk.sdk.error.NightdeskTimeoutException;
import dev.nightdesk.sdk.error.RateLimitedException;
import dev.nightdesk.sdk.error.UnavailableException;
import dev.nightdesk.sdk.model.CustomerUpsert;
import dev.nightdesk.sdk.model.Message;
import dev.nightdesk.sdk.model.MessageCreate;
import dev.nightdesk.sdk.request.MessagesRequests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest extends ClientTest {

    private static final MessageCreate HELLO = MessageCreate.builder().body("Hello").build();

    private Message append(Nightdesk nightdesk, RequestOption... options) {
        return nightdesk.messages("cnv_1").create(HELLO, options);
    }

    private List<String> keys() {
        return server.received().stream().map(received -> received.header("Idempotency-Key")).distinct().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void aPassingFailureIsTriedAgainWithTheSameKeyAndBytes(int status) {
        server.reply(Reply.problem(status, "draining"), new Reply(status, Map.of(), "<html>"), Reply.json(201, message("msg_1")));

        assertEquals("msg_1", append(client()).id());

        assertEquals(3, server.received().size());
        assertEquals(1, keys().size());
        assertEquals(1, server.received().stream().map(Received::body).distinct().count());
    }

    @Test
    void aBrokenConnectionIsTriedAgainWithTheSameKey() {
        server.reply(Reply.hangUp(), Reply.hangUp(), Reply.json(201, message("msg_1")));

        assertEquals("msg_1", append(client()).id());
        assertEquals(1, keys().size());
    }

    @Test
    void aRequestThatIsStillRunningIsAskedForAgain() {
        server.reply(Reply.problem(409, "idempotency_in_progress", Map.of("Retry-After", "1")),
                Reply.json(201, message("msg_1")));

        assertEquals("msg_1", append(client()).id());
        assertEquals(List.of(Duration.ofSeconds(1)), time.pauses());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 410, 412, 422, 428, 500, 501})
    void anyOtherStatusIsNotTriedAgain(int status) {
        server.reply(Reply.problem(status, "something_else"));

        assertThrows(NightdeskProblemException.class, () -> append(client()));
        assertEquals(1, server.received().size());
    }

    @Test
    void everyCallHasAKeyOfItsOwnThatIsARandomUuid() {
        server.reply(Reply.json(201, message("msg_1")), Reply.json(201, message("msg_2")));
        Nightdesk nightdesk = client();
        append(nightdesk);
        append(nightdesk);

        assertEquals(2, keys().size());
        assertEquals(4, UUID.fromString(keys().get(0)).version());
        assertNotEquals(keys().get(0), keys().get(1));
    }

    @Test
    void theCallersOwnKeyIsSent() {
        server.reply(Reply.json(201, message("msg_1")));
        append(client(), RequestOption.idempotencyKey("order-17"));

        assertEquals("order-17", server.received().get(0).header("Idempotency-Key"));
        assertThrows(IllegalArgumentException.class, () -> RequestOption.idempotencyKey("with space"));
    }

    @Test
    void methodsThatAreRepeatableByNatureHaveNoKey() {
        server.reply(Reply.hangUp(), Reply.json(200, "{\"id\": \"cus_1\"}"));
        client().customers().upsert("u-1", CustomerUpsert.builder().name("Ada").build());

        assertEquals(2, server.received().size());
        assertNull(server.received().get(1).header("Idempotency-Key"));
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        for (int i = 0; i < 6; i++) {
            server.reply(Reply.problem(503, "unavailable"));
        }
        Nightdesk nightdesk = builder().maxRetries(5).backoff(Duration.ofMillis(100), Duration.ofMillis(800)).build();

        assertThrows(UnavailableException.class, () -> append(nightdesk));
        // The least that chance allows is half of each bound.
        assertEquals(List.of(50L, 100L, 200L, 400L, 400L), time.pauses().stream().map(Duration::toMillis).toList());
    }

    @Test
    void pausesAreAsLongAsTheServiceAsks() {
        server.reply(Reply.problem(429, "rate_limited", Map.of("Retry-After", "7")),
                Reply.problem(503, "overloaded", Map.of("Retry-After", "Mon, 23 Nov 2026 08:00:20 GMT")),
                Reply.problem(503, "overloaded", Map.of("Retry-After", "Mon, 23 Nov 2026 07:00:00 GMT")),
                Reply.json(201, message("msg_1")));
        append(client());

        assertEquals(List.of(7L, 13L, 0L), time.pauses().stream().map(Duration::toSeconds).toList());
    }

    @Test
    void aPauseLongerThanTheLongestAllowedIsNotWaitedFor() {
        server.reply(Reply.problem(429, "rate_limited", Map.of("Retry-After", "61")));

        RateLimitedException failure = assertThrows(RateLimitedException.class, () -> append(client()));
        assertEquals("61", failure.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(List.of(), time.pauses());
    }

    @Test
    void aPauseThatWouldPassTheDeadlineIsNotWaitedFor() {
        server.reply(Reply.problem(503, "overloaded", Map.of("Retry-After", "6")),
                Reply.problem(503, "overloaded", Map.of("Retry-After", "6")));

        assertThrows(NightdeskProblemException.class,
                () -> append(client(), RequestOption.deadline(Duration.ofSeconds(10))));
        assertEquals(List.of(6L), time.pauses().stream().map(Duration::toSeconds).toList());
    }

    @Test
    void theLastFailureIsThrownWhenRetriesAreUsedUp() {
        server.reply(Reply.problem(503, "overloaded"), Reply.problem(409, "idempotency_in_progress"));

        assertThrows(IdempotencyInProgressException.class, () -> append(client(), RequestOption.maxRetries(1)));
        assertEquals(2, server.received().size());
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsATimeout() {
        server.reply(Reply.silence());

        assertThrows(NightdeskTimeoutException.class, () -> append(client(),
                RequestOption.timeout(Duration.ofMillis(100)), RequestOption.maxRetries(0)));
    }

    @Test
    void noConnectionIsAConnectionFailure() {
        server.close();

        assertThrows(NightdeskConnectionException.class, () -> append(client()));
        assertEquals(4, time.pauses().size());
    }

    @Test
    void anInterruptEndsTheCallAndStaysSet() {
        Thread.currentThread().interrupt();

        assertThrows(NightdeskInterruptedException.class, () -> append(client()));
        assertTrue(Thread.interrupted());
    }

    @Test
    void eachAttemptAsksForTheTokenAnew() {
        server.reply(Reply.problem(503, "draining"), Reply.json(201, message("msg_1")));
        AtomicInteger count = new AtomicInteger();
        Nightdesk nightdesk = Nightdesk.builder().baseUrl(server.url()).sleeper(time).clock(time)
                .customerToken(() -> "token-" + count.incrementAndGet()).build();
        append(nightdesk);

        assertEquals(List.of("Bearer token-1", "Bearer token-2"),
                server.received().stream().map(received -> received.header("Authorization")).toList());
    }

    @Test
    void theRawAnswerTellsStatusHeadersBytesAndAttempts() {
        server.reply(Reply.problem(503, "draining"), new Reply(201,
                Map.of("ETag", "\"v1\"", "Idempotent-Replayed", "true", "Request-Id", "req_9"), message("msg_1")));

        ApiResponse<Message> response = client().send(MessagesRequests.createMessage("cnv_1", HELLO));

        assertEquals(201, response.status());
        assertEquals("\"v1\"", response.etag().orElseThrow());
        assertEquals("req_9", response.requestId().orElseThrow());
        assertTrue(response.replayed());
        assertEquals(2, response.attempts());
        assertEquals(message("msg_1"), new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
        assertEquals("msg_1", response.value().id());
    }
}
