package dev.nightdesk.api.platform.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsettledTest {
    private static final long REST = Unsettled.REST.toNanos();

    private final Unsettled unsettled = new Unsettled();

    @Test
    void aDocumentHasRestedWhenNothingWasDeliveredOfItForAWhile() {
        unsettled.add(debt("first", 1), 0);
        unsettled.add(debt("second", 1), 10);
        assertEquals(List.of(), unsettled.takeRested(REST - 1));
        assertEquals(List.of(debt("first", 1)), unsettled.takeRested(REST));
        assertEquals(List.of(debt("second", 1)), unsettled.takeRested(REST + 10));
        assertTrue(unsettled.isEmpty());
    }

    @Test
    void anotherDeliveryOfTheSameDocumentBeginsItsRestAnew() {
        unsettled.add(debt("first", 1), 0);
        unsettled.add(debt("second", 1), 10);
        unsettled.add(debt("first", 2), 20);
        assertEquals(List.of(debt("second", 1)), unsettled.takeRested(REST + 19));
        assertEquals(List.of(debt("first", 2)), unsettled.takeRested(REST + 20));
    }

    @Test
    void theWaitIsThatOfTheOldest() {
        unsettled.add(debt("first", 1), 100);
        unsettled.add(debt("second", 1), 200);
        assertEquals(Duration.ofNanos(REST - 50), unsettled.untilRested(150));
    }

    @Test
    void allAreTakenAtTheEnd() {
        unsettled.add(debt("first", 1), 0);
        unsettled.add(debt("second", 1), 10);
        assertEquals(List.of(debt("first", 1), debt("second", 1)), unsettled.takeAll());
        assertTrue(unsettled.isEmpty());
    }

    private static OutboxRelay.Debt debt(String id, long number) {
        return new OutboxRelay.Debt(null, "workspace", id, List.of(OutboxEntry.nothing(number)));
    }
}
