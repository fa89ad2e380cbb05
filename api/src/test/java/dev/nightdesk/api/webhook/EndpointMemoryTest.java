package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EndpointMemoryTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final AtomicInteger readings = new AtomicInteger();
    private final EndpointMemory memory = new EndpointMemory(() -> {
        readings.incrementAndGet();
        return Optional.empty();
    });

    @Test
    void anEndpointIsReadAtMostTwiceASecond() {
        for (int millis = 0; millis < 1_000; millis++) {
            memory.at(NOW.plusMillis(millis));
        }
        assertEquals(2, readings.get());
    }

    @Test
    void aChangeMadeHereIsSeenAtOnce() {
        memory.at(NOW);
        memory.forget();
        memory.at(NOW);
        assertEquals(2, readings.get());
    }

    @Test
    void aChangeMadeDuringAReadingIsReadAgain() {
        EndpointMemory[] changing = new EndpointMemory[1];
        changing[0] = new EndpointMemory(() -> {
            if (readings.incrementAndGet() == 1) {
                changing[0].forget();
            }
            return Optional.empty();
        });
        changing[0].at(NOW);
        changing[0].at(NOW);
        changing[0].at(NOW);
        assertEquals(2, readings.get());
    }

    @Test
    void aClockThatIsSetBackKeepsNothingForLong() {
        memory.at(NOW);
        memory.at(NOW.minus(Duration.ofHours(1)));
        assertEquals(2, readings.get());
    }
}
