package dev.nightdesk.api.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private final Operation fresh = Operation.create("opr_1", "wsp_1",
            new OperationOrder(OperationKind.CUSTOMER_ERASE, ResourceType.CUSTOMER, "cus_1", "req_1", null),
            Map.of("a", "1"), NOW);

    @Test
    void progressNeverGoesBackAndNeverPassesOne() {
        Operation half = fresh.after(Step.more(0.5, Map.of()), NOW);
        assertEquals(0.5, half.after(Step.more(0.2, Map.of()), NOW).progress());
        assertEquals(1, half.after(Step.more(7, Map.of()), NOW).progress());
        assertEquals(1, half.after(Step.done(), NOW).progress());
    }

    @Test
    void countsOfAllStepsAddUp() {
        Operation done = fresh.after(Step.more(0, Map.of()).affecting(ResourceType.MESSAGE, 2), NOW)
                .after(Step.done().affecting(ResourceType.MESSAGE, 3).affecting(ResourceType.CUSTOMER, 1), NOW);
        assertEquals(Map.of("message", 5L, "customer", 1L), done.affected());
        assertTrue(done.done());
        assertNull(done.freeAt());
    }

    @Test
    void aStepSaysWhatToRememberAndWhenToGoOn() {
        Operation later = fresh.after(Step.more(0, Map.of("b", "2")).after(Duration.ofSeconds(40)), NOW);
        assertEquals(Map.of("b", "2"), later.memory());
        assertEquals(NOW.plusSeconds(40), later.freeAt());
    }

    @Test
    void thePauseDoublesWithEachFailureUpToMinutesAndEndsWithASuccess() {
        Operation failing = fresh;
        Duration last = Duration.ZERO;
        for (int i = 0; i < 40; i++) {
            failing = failing.postpone(NOW);
            Duration pause = Duration.between(NOW, failing.freeAt());
            assertTrue(pause.compareTo(last) >= 0 && pause.compareTo(Duration.ofMinutes(5)) <= 0, pause::toString);
            last = pause;
        }
        assertEquals(NOW.plusSeconds(1),
                failing.after(Step.more(0, Map.of()), NOW).postpone(NOW).freeAt());
        assertFalse(failing.done());
    }

    @Test
    void eachWriteMakesTheNextVersion() {
        assertEquals(2, fresh.claim(NOW.plusSeconds(60), NOW).version());
        assertEquals(2, fresh.postpone(NOW).version());
        assertEquals(2, fresh.after(Step.done(), NOW).version());
        assertEquals(2, fresh.fail(new OperationFailure(ProblemCode.NOT_FOUND, "Gone."), NOW).version());
    }
}
