package dev.nightdesk.api.platform.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.support.TestClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CredentialMemoryTest {
    private final TestClock clock = new TestClock();
    private final CredentialMemory<Integer> memory = new CredentialMemory<>(clock);
    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void aValueIsRememberedForThreeSeconds() {
        assertEquals(Optional.of(1), recall());
        assertEquals(Optional.of(1), recall());
        clock.advance(CredentialMemory.LONGEST);
        assertEquals(Optional.of(2), recall());
    }

    @Test
    void thatThereIsNothingIsNotRemembered() {
        assertEquals(Optional.empty(), memory.recall("k", Optional::empty));
        assertEquals(Optional.of(1), recall());
        clock.advance(CredentialMemory.LONGEST);
        assertEquals(Optional.empty(), memory.recall("k", Optional::empty));
        assertEquals(Optional.of(2), recall());
    }

    @Test
    void aClockSetBackProlongsNothing() {
        recall();
        clock.advance(Duration.ofHours(-1));
        assertEquals(Optional.of(2), recall());
    }

    @Test
    void keysAreRememberedApart() {
        recall();
        assertEquals(Optional.of(7), memory.recall("other", () -> Optional.of(7)));
        memory.forget("other");
        assertEquals(Optional.of(1), recall());
    }

    @Test
    void whatIsForgottenDuringALoadIsNotBroughtBackByIt() throws InterruptedException {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        Thread loader = Thread.ofVirtual().start(() -> memory.recall("k", () -> {
            loading.countDown();
            await(changed);
            return Optional.of(-1);
        }));
        loading.await();
        Thread forgetter = Thread.ofVirtual().start(() -> memory.forget("k"));
        changed.countDown();
        loader.join();
        forgetter.join();
        memory.forget("k");
        assertEquals(Optional.of(1), recall());
    }

    private Optional<Integer> recall() {
        return memory.recall("k", () -> Optional.of(loads.incrementAndGet()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
