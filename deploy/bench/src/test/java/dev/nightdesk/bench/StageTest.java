package dev.nightdesk.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.nightdesk.api.platform.http.Dispatcher;
import dev.nightdesk.api.platform.idempotency.Idempotency;
import dev.nightdesk.api.platform.json.Json;
import org.junit.jupiter.api.Test;

class StageTest {
    @Test
    void codeIsCountedForTheNarrowestStageThatNamesIt() {
        assertEquals(Stage.DISPATCH, Stage.of(Dispatcher.class.getName()));
        assertEquals(Stage.IDEMPOTENCY, Stage.of(Idempotency.class.getName()));
        assertEquals(Stage.JSON, Stage.of(Json.class.getName()));
        assertEquals(Stage.RATES, Stage.of("dev.nightdesk.api.platform.http.RateLimits"));
        assertEquals(Stage.DOMAIN, Stage.of("dev.nightdesk.api.conversation.Conversation"));
    }

    @Test
    void whatTheJdkDoesBelongsToWhoeverCalledIt() {
        assertNull(Stage.of("java.util.HashMap"));
    }
}
