package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.webhook.DeliveryState.Failed;
import dev.nightdesk.api.webhook.DeliveryState.InFlight;
import dev.nightdesk.api.webhook.DeliveryState.Succeeded;
import dev.nightdesk.api.webhook.DeliveryState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(RetrySchedule.STANDARD.delays(), 0, Duration.ofHours(24));
    private static final AttemptResult OK = answered(200);
    private static final AttemptResult BROKEN = answered(503);

    private final Random random = new Random(1);
    private final Delivery planned = Delivery.planned(
            "dlv_1",
            new Delivery.Subject("wsp_1", "whk_1", "evt_1", "message.created", 7, Optional.of("cnv_1")),
            NOW,
            SCHEDULE,
            random);

    @Test
    void aPlannedDeliveryIsDueAtOnce() {
        assertTrue(planned.claimable(NOW));
        assertFalse(planned.claimable(NOW.minusMillis(1)));
        assertFalse(planned.finished());
    }

    @Test
    void onlyOneWorkerHasIt() {
        Delivery claimed = claim(planned, NOW);
        assertEquals(new InFlight("one", NOW.plus(LEASE)), claimed.state());
        assertEquals(Optional.empty(), claimed.claim("two", NOW.plus(LEASE).minusMillis(1), LEASE));
    }

    @Test
    void aWorkerThatDiesLeavesTheSameAttemptToTheNext() {
        Delivery claimed = claim(planned, NOW);
        Delivery taken = claimed.claim("two", NOW.plus(LEASE), LEASE).orElseThrow();
        assertEquals(0, taken.attempts());
        assertEquals(claimed.fence() + 1, taken.fence());
        assertEquals(claimed.subject(), taken.subject());
    }

    @Test
    void aWorkerThatLostItsLeaseCannotRecord() {
        Delivery claimed = claim(planned, NOW);
        Delivery taken = claimed.claim("two", NOW.plus(LEASE), LEASE).orElseThrow();
        assertEquals(Optional.empty(), record(taken, claimed.fence(), OK, NOW.plus(LEASE)));
        assertEquals(Optional.empty(), taken.handBack(claimed.fence(), NOW.plus(LEASE)));
        assertTrue(record(taken, taken.fence(), OK, NOW.plus(LEASE)).isPresent());
    }

    @Test
    void aResultIsRecordedOnce() {
        Delivery claimed = claim(planned, NOW);
        Delivery done = record(claimed, claimed.fence(), OK, NOW).orElseThrow();
        assertEquals(Optional.empty(), record(done, claimed.fence(), BROKEN, NOW));
    }

    @Test
    void successIsFinal() {
        Delivery done = attempt(planned, OK, NOW);
        assertEquals(new Succeeded(NOW), done.state());
        assertTrue(done.finished());
        assertFalse(done.claimable(NOW.plus(Duration.ofDays(365))));
        assertEquals(1, done.attempts());
    }

    @Property
    void aReceiverThatFailsKTimesGetsKPlusOneAttemptsAtTheScheduledTimes(
            @ForAll @IntRange(min = 0, max = 9) int failures) {
        Delivery delivery = planned;
        Instant now = NOW;
        for (int i = 0; i < failures; i++) {
            delivery = attempt(delivery, BROKEN, now);
            Instant due = now.plus(SCHEDULE.delays().get(i + 1));
            assertEquals(new Waiting(due), delivery.state());
            assertFalse(delivery.claimable(due.minusMillis(1)));
            now = due;
        }
        delivery = attempt(delivery, OK, now);
        assertEquals(new Succeeded(now), delivery.state());
        assertEquals(failures + 1, delivery.attempts());
    }

    @Test
    void theTenthFailureIsTheLast() {
        Delivery delivery = exhausted();
        assertTrue(delivery.state() instanceof Failed);
        assertTrue(delivery.finished());
        assertEquals(10, delivery.attempts());
    }

    @Test
    void goneIsNotRetried() {
        Delivery delivery = attempt(planned, answered(410), NOW);
        assertEquals(new Failed(NOW), delivery.state());
    }

    @Test
    void retryAfterIsHonoured() {
        AttemptResult busy = AttemptResult.answered(429, Optional.of("120"), "", Duration.ZERO);
        assertEquals(new Waiting(NOW.plusSeconds(120)), attempt(planned, busy, NOW).state());
    }

    @Test
    void handingBackCostsNoAttemptAndNoTime() {
        Delivery claimed = claim(planned, NOW);
        Delivery back = claimed.handBack(claimed.fence(), NOW.plusSeconds(2)).orElseThrow();
        assertEquals(new Waiting(NOW.plusSeconds(2)), back.state());
        assertEquals(0, back.attempts());
    }

    @Test
    void aResendHasAFullScheduleAheadAndKeepsTheCount() {
        Delivery again = exhausted().resend(NOW).orElseThrow();
        assertEquals(new Waiting(NOW), again.state());
        Delivery failedOnce = attempt(again, BROKEN, NOW);
        assertEquals(new Waiting(NOW.plusSeconds(5)), failedOnce.state());
        assertEquals(11, failedOnce.attempts());
    }

    @Test
    void whatIsInFlightIsNeitherResentNorPostponed() {
        Delivery claimed = claim(planned, NOW);
        assertEquals(Optional.empty(), claimed.resend(NOW));
        assertEquals(Optional.empty(), claimed.postpone(NOW.plusSeconds(1)));
    }

    @Test
    void postponingMovesOnlyTheTime() {
        Delivery later = planned.postpone(NOW.plusSeconds(300)).orElseThrow();
        assertFalse(later.claimable(NOW.plusSeconds(299)));
        assertEquals(planned.attempts(), later.attempts());
        assertEquals(Optional.empty(), attempt(planned, OK, NOW).postpone(NOW));
    }

    /** Two workers act at random, crash and come late; the database would apply what the transitions let through. */
    @Property(tries = 500)
    void neverHeldByTwoNeverRecordedTwiceNeverLost(@ForAll List<@IntRange(min = 0, max = 5) Integer> steps) {
        Delivery delivery = planned;
        long[] fences = new long[2];
        long recordedFence = 0;
        Instant now = NOW;
        for (int step : steps) {
            int worker = step % 2;
            now = now.plusSeconds(11);
            Optional<Delivery> next = switch (step / 2) {
                case 0 -> delivery.claim("worker " + worker, now, LEASE);
                case 1 -> record(delivery, fences[worker], BROKEN, now);
                default -> record(delivery, fences[worker], OK, now);
            };
            if (next.isPresent() && step / 2 == 0) {
                assertTrue(next.get().fence() > delivery.fence());
                fences[worker] = next.get().fence();
            } else if (next.isPresent()) {
                assertTrue(fences[worker] > recordedFence, "one claim was recorded twice");
                recordedFence = fences[worker];
            }
            delivery = next.orElse(delivery);
            assertTrue(delivery.finished() || delivery.claimable(now.plus(Duration.ofDays(2))), "lost");
        }
    }

    private Delivery exhausted() {
        Delivery delivery = planned;
        Instant now = NOW;
        for (int i = 0; i < 10; i++) {
            delivery = attempt(delivery, BROKEN, now);
            now = now.plus(Duration.ofDays(1));
        }
        return delivery;
    }

    private Delivery attempt(Delivery delivery, AttemptResult result, Instant now) {
        Delivery claimed = claim(delivery, now);
        return record(claimed, claimed.fence(), result, now).orElseThrow();
    }

    private static Delivery claim(Delivery delivery, Instant now) {
        return delivery.claim("one", now, LEASE).orElseThrow();
    }

    private Optional<Delivery> record(Delivery delivery, long fence, AttemptResult result, Instant now) {
        return delivery.record(fence, result, now, SCHEDULE, random);
    }

    private static AttemptResult answered(int status) {
        return AttemptResult.answered(status, Optional.empty(), "", Duration.ofMillis(20));
    }
}
