package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemResolverTest {

    private static final InetAddress[] ONE = {InetAddress.getLoopbackAddress()};

    @Test
    void findsWhatTheSystemFinds() throws UnknownHostException {
        try (SystemResolver resolver = new SystemResolver()) {
            List<InetAddress> found = resolver.resolve("localhost", Duration.ofSeconds(10));
            assertEquals(List.of(), found.stream().filter(address -> !address.isLoopbackAddress()).toList());
        }
    }

    @Test
    void aFailureIsAnUnknownHostAndIsNotRemembered() throws UnknownHostException {
        AtomicInteger calls = new AtomicInteger();
        try (SystemResolver resolver = new SystemResolver(host -> {
            if (calls.incrementAndGet() == 1) {
                throw new UnknownHostException(host);
            }
            return ONE;
        })) {
            assertThrows(UnknownHostException.class, () -> resolver.resolve("a.example.com", Duration.ofSeconds(10)));
            assertEquals(List.of(ONE), resolver.resolve("a.example.com", Duration.ofSeconds(10)));
        }
    }

    @Test
    void aHangingNameHoldsOneThreadHoweverManyWaitAndDelaysNoOtherName() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        try (SystemResolver resolver = new SystemResolver(host -> {
            if (host.startsWith("hangs")) {
                hanging.incrementAndGet();
                awaitQuietly(release);
            }
            return ONE;
        })) {
            for (int i = 0; i < 1_000; i++) {
                assertThrows(
                        UnknownHostException.class, () -> resolver.resolve("hangs.example.com", Duration.ZERO));
            }
            assertEquals(List.of(ONE), resolver.resolve("fine.example.com", Duration.ofSeconds(10)));
            release.countDown();
            assertEquals(List.of(ONE), resolver.resolve("hangs.example.com", Duration.ofSeconds(10)));
            assertEquals(true, hanging.get() <= 2, "threads: " + hanging.get());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
