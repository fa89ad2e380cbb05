package dev.nightdesk.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightdesk.sdk.ScriptedServer.Reply;
import dev.nightdesk.sdk.error.NightdeskTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationsTest extends ClientTest {

    private static final Reply RUNNING = Reply.json(200, "{\"id\": \"opr_1\", \"done\": false, \"progress\": 0.5}");
    private static final Reply DONE = Reply.json(200, "{\"id\": \"opr_1\", \"done\": true, \"progress\": 1}");

    @Test
    void anOperationIsReadUntilItIsDone() {
        server.reply(RUNNING, RUNNING, DONE);

        assertEquals(1.0, client().operations().awaitDone("opr_1", Duration.ofMinutes(1)).progress());
        assertEquals(List.of(50L, 100L), time.pauses().stream().map(Duration::toMillis).toList());
    }

    @Test
    void waitingEndsWhenItTakesTooLong() {
        server.otherwise(RUNNING);

        assertThrows(NightdeskTimeoutException.class,
                () -> client().operations().awaitDone("opr_1", Duration.ofSeconds(1)));
    }
}
