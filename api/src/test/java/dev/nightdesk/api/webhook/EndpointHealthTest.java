package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.webhook.EndpointHealth.Disabled;
import dev.nightdesk.api.webhook.EndpointHealth.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EndpointHealthTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration WINDOW = Duration.ofDays(5);
    private static final AttemptResult OK = answered(204);
    private static final AttemptResult BROKEN = answered(500);

    @Test
    void fiveDaysWithoutSuccessDisable() {
        EndpointHealth failing = EndpointHealth.GOOD.after(BROKEN, START, WINDOW);
        EndpointHealth justBefore = failing.after(BROKEN, START.plus(WINDOW).minusMillis(1), WINDOW);
        assertTrue(justBefore.isEnabled());
        EndpointHealth disabled = justBefore.after(BROKEN, START.plus(WINDOW), WINDOW);
        assertEquals(Optional.of(new Disabled(START.plus(WINDOW), Reason.FAILING)), disabled.disabled());
    }

    @Test
    void aSporadicSuccessStartsTheWindowAnew() {
        EndpointHealth health = EndpointHealth.GOOD;
        for (int hour = 0; hour < 400; hour++) {
            AttemptResult result = hour % 119 == 118 ? OK : BROKEN;
            health = health.after(result, START.plus(Duration.ofHours(hour)), WINDOW);
            assertTrue(health.isEnabled(), "disabled in hour " + hour);
        }
    }

    @Test
    void goneDisablesAtOnce() {
        EndpointHealth health = EndpointHealth.GOOD.after(answered(410), START, WINDOW);
        assertEquals(Optional.of(new Disabled(START, Reason.GONE)), health.disabled());
    }

    @Test
    void aDisabledEndpointStaysSoWhateverLateAttemptsSay() {
        EndpointHealth health = EndpointHealth.GOOD.after(answered(410), START, WINDOW);
        assertSame(health, health.after(OK, START.plusSeconds(1), WINDOW));
        assertSame(health, health.after(BROKEN, START.plusSeconds(1), WINDOW));
        assertSame(health, health.disable(START.plusSeconds(1)));
    }

    @Test
    void enablingGivesAFreshWindow() {
        EndpointHealth health = EndpointHealth.GOOD.after(BROKEN, START, WINDOW).disable(START.plusSeconds(1));
        assertFalse(health.isEnabled());
        EndpointHealth again = health.enabled().after(BROKEN, START.plus(WINDOW), WINDOW);
        assertTrue(again.isEnabled());
    }

    @Test
    void whatChangesNothingNeedsNoWrite() {
        assertSame(EndpointHealth.GOOD, EndpointHealth.GOOD.after(OK, START, WINDOW));
        EndpointHealth failing = EndpointHealth.GOOD.after(BROKEN, START, WINDOW);
        assertSame(failing, failing.after(BROKEN, START.plusSeconds(60), WINDOW));
    }

    @Property
    void itIsDisabledExactlyWhenSomeFailureComesAWindowAfterTheFirstSinceTheLastSuccess(
            @ForAll @Size(max = 60) List<Boolean> successes, @ForAll @IntRange(min = 1, max = 40) int hoursApart) {
        EndpointHealth health = EndpointHealth.GOOD;
        boolean expectDisabled = false;
        Integer firstFailure = null;
        for (int i = 0; i < successes.size(); i++) {
            health = health.after(
                    successes.get(i) ? OK : BROKEN, START.plus(Duration.ofHours((long) i * hoursApart)), WINDOW);
            if (successes.get(i)) {
                firstFailure = null;
            } else {
                firstFailure = firstFailure == null ? i : firstFailure;
                expectDisabled |= (i - firstFailure) * hoursApart >= 120;
            }
        }
        assertEquals(expectDisabled, !health.isEnabled());
    }

    private static AttemptResult answered(int status) {
        return AttemptResult.answered(status, Optional.empty(), "", Duration.ofMillis(20));
    }
}
