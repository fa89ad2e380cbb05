package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final RetrySchedule STANDARD = RetrySchedule.STANDARD;
    private static final RetrySchedule EXACT =
            new RetrySchedule(STANDARD.delays(), 0, STANDARD.longestRetryAfter());

    @Test
    void theStandardScheduleIsTheContracts() {
        List<String> waits = STANDARD.delays().stream().map(Duration::toString).toList();
        assertEquals(
                List.of("PT0S", "PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H"), waits);
        assertEquals(0.2, STANDARD.jitter());
    }

    @Test
    void theFirstAttemptIsDueAtOnce() {
        assertEquals(NOW, STANDARD.firstAttempt(NOW, new Random(1)));
    }

    @Property
    void eachRetryIsDueAfterItsDelayWithinTheJitter(@ForAll @IntRange(min = 1, max = 9) int failed, @ForAll long seed) {
        long planned = STANDARD.delays().get(failed).toMillis();
        Instant due = STANDARD.nextAttempt(failed, NOW, Optional.empty(), new Random(seed)).orElseThrow();
        long wait = Duration.between(NOW, due).toMillis();
        assertTrue(wait >= planned * 0.8 - 1 && wait <= planned * 1.2 + 1, () -> wait + " for " + planned);
    }

    @Test
    void jitterSpreadsOverTheWholeWidthBothWays() {
        List<Long> waits = new Random(7).longs(2_000)
                .mapToObj(seed -> STANDARD.nextAttempt(2, NOW, Optional.empty(), new Random(seed)).orElseThrow())
                .map(due -> Duration.between(NOW, due).toSeconds())
                .toList();
        assertTrue(waits.stream().anyMatch(wait -> wait < 250), "none near -20 %");
        assertTrue(waits.stream().anyMatch(wait -> wait > 350), "none near +20 %");
    }

    @Test
    void afterTheLastAttemptThereIsNone() {
        assertFalse(STANDARD.nextAttempt(9, NOW, Optional.empty(), new Random(1)).isEmpty());
        assertEquals(Optional.empty(), STANDARD.nextAttempt(10, NOW, Optional.empty(), new Random(1)));
        assertEquals(Optional.empty(), STANDARD.nextAttempt(10, NOW, Optional.of("5"), new Random(1)));
    }

    @Test
    void retryAfterPostponesTheNextAttempt() {
        assertEquals(Optional.of(NOW.plusSeconds(120)), next(1, "120"));
        assertEquals(Optional.of(NOW.plusSeconds(120)), next(1, "Mon, 23 Nov 2026 10:02:00 GMT"));
    }

    @Test
    void retryAfterNeverBringsTheNextAttemptForward() {
        assertEquals(Optional.of(NOW.plus(Duration.ofMinutes(30))), next(3, "1"));
        assertEquals(Optional.of(NOW.plus(Duration.ofMinutes(30))), next(3, "Mon, 23 Nov 2026 09:00:00 GMT"));
    }

    @Test
    void garbageInRetryAfterIsIgnored() {
        assertEquals(Optional.of(NOW.plusSeconds(5)), next(1, "when I feel like it"));
    }

    @Test
    void aReceiverCannotParkADeliveryForEver() {
        assertEquals(Optional.of(NOW.plus(Duration.ofHours(24))), next(1, "999999999"));
    }

    @Property
    void retryAfterIsAlwaysWaitedForUpToTheCap(
            @ForAll @IntRange(min = 1, max = 9) int failed,
            @ForAll @LongRange(min = 0, max = 86_400) long seconds,
            @ForAll long seed) {
        Instant due = STANDARD.nextAttempt(failed, NOW, Optional.of(Long.toString(seconds)), new Random(seed))
                .orElseThrow();
        assertFalse(due.isBefore(NOW.plusSeconds(seconds)));
    }

    @Test
    void aScheduleThatMakesNoSenseIsRefused() {
        Duration cap = Duration.ofHours(1);
        List<Duration> fine = List.of(Duration.ZERO);
        List<Duration> negative = List.of(Duration.ofSeconds(-1));
        assertThrows(IllegalArgumentException.class, () -> new RetrySchedule(List.of(), 0, cap));
        assertThrows(IllegalArgumentException.class, () -> new RetrySchedule(negative, 0, cap));
        assertThrows(IllegalArgumentException.class, () -> new RetrySchedule(fine, 1, cap));
        assertThrows(IllegalArgumentException.class, () -> new RetrySchedule(fine, Double.NaN, cap));
        assertThrows(
                IllegalArgumentException.class,
                () -> STANDARD.nextAttempt(0, NOW, Optional.empty(), new Random(1)));
    }

    private static Optional<Instant> next(int failed, String retryAfter) {
        return EXACT.nextAttempt(failed, NOW, Optional.of(retryAfter), new Random(1));
    }
}
