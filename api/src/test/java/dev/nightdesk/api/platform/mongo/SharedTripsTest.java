package dev.nightdesk.api.platform.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoOperationTimeoutException;
import dev.nightdesk.api.support.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedTripsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Trips that take until they are let arrive. */
    private static final class Ferry implements Function<List<Integer>, Map<Integer, String>> {
        private final CountDownLatch underWay = new CountDownLatch(1);
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Map<Integer, String> apply(List<Integer> numbers) {
            sizes.add(numbers.size());
            underWay.countDown();
            await(arrived);
            return words(numbers);
        }
    }

    private static Map<Integer, String> words(List<Integer> numbers) {
        Map<Integer, String> words = new HashMap<>();
        numbers.stream().filter(number -> number % 7 != 0).forEach(number -> words.put(number, "n" + number));
        return words;
    }

    @Test
    void everybodyGetsTheAnswerToTheirOwnQuestion() throws Exception {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        SharedTrips<Integer, String> trips = new SharedTrips<>(numbers -> {
            sizes.add(numbers.size());
            return words(numbers);
        }, LONG);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                int number = i;
                answers.add(callers.submit(() -> trips.ask(number)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(i % 7 == 0 ? null : "n" + i, answers.get(i).get());
            }
        }
        assertEquals(2_000, sizes.stream().mapToInt(Integer::intValue).sum());
        assertTrue(sizes.stream().allMatch(size -> size <= 100));
    }

    @Test
    void whoComesDuringATripLeavesTogetherWithTheNext() throws Exception {
        Ferry ferry = new Ferry();
        SharedTrips<Integer, String> trips = new SharedTrips<>(ferry, LONG);
        try (ExecutorService callers = Executors.newFixedThreadPool(11)) {
            Future<String> first = callers.submit(() -> trips.ask(1));
            await(ferry.underWay);
            List<Future<String>> others = new ArrayList<>();
            for (int i = 2; i <= 11; i++) {
                int number = i;
                others.add(callers.submit(() -> trips.ask(number)));
            }
            while (trips.waiting() < 10) {
                Thread.onSpinWait();
            }
            ferry.arrived.countDown();
            assertEquals("n1", first.get());
            for (Future<String> other : others) {
                other.get();
            }
        }
        assertEquals(List.of(1, 10), ferry.sizes);
    }

    @Test
    void aTripThatGathersWaitsForAsManyAsTheLastCarried() throws Exception {
        Ferry ferry = new Ferry();
        SharedTrips<Integer, String> trips = new SharedTrips<>(ferry, LONG, LONG);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>(ask(callers, trips, 1, 2));
            await(ferry.underWay);
            answers.addAll(ask(callers, trips, 10, 20));
            Eventually.becomes(() -> trips.waiting() == 10);
            ferry.arrived.countDown();
            Eventually.becomes(() -> ferry.sizes.equals(List.of(1, 10)));
            answers.addAll(ask(callers, trips, 30, 39));
            Eventually.becomes(() -> trips.waiting() == 9);
            assertEquals(List.of(1, 10), ferry.sizes);
            answers.addAll(ask(callers, trips, 40, 41));
            for (Future<String> answer : answers) {
                answer.get();
            }
        }
        assertEquals(List.of(1, 10, 10), ferry.sizes);
    }

    @Test
    void aTripIsPreparedWhileTheLastIsUnderWayAndLeavesWhenThatIsBack() throws Exception {
        List<Integer> prepared = Collections.synchronizedList(new ArrayList<>());
        Ferry ferry = new Ferry();
        SharedTrips<Integer, String> trips = SharedTrips.prepared(numbers -> {
            prepared.add(numbers.size());
            return () -> ferry.apply(numbers);
        }, LONG, Duration.ZERO);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>(ask(callers, trips, 1, 2));
            await(ferry.underWay);
            answers.addAll(ask(callers, trips, 2, 3));
            Eventually.becomes(() -> prepared.equals(List.of(1, 1)));
            answers.addAll(ask(callers, trips, 3, 6));
            Eventually.becomes(() -> trips.waiting() == 3);
            assertEquals(List.of(1), ferry.sizes);
            assertEquals(List.of(1, 1), prepared);
            ferry.arrived.countDown();
            for (Future<String> answer : answers) {
                answer.get();
            }
        }
        assertEquals(List.of(1, 1, 3), ferry.sizes);
        assertEquals(ferry.sizes, prepared);
    }

    @Test
    void aPreparationThatFailsFailsForAllItWasForAndNobodyElse() {
        SharedTrips<Integer, String> trips = SharedTrips.prepared(numbers -> {
            if (numbers.contains(13)) {
                throw new IllegalArgumentException("13");
            }
            return () -> words(numbers);
        }, LONG, Duration.ZERO);
        assertThrows(IllegalArgumentException.class, () -> trips.ask(13));
        assertEquals("n1", trips.ask(1));
    }

    @Test
    void aTripThatGathersWaitsForNobodyForLong() {
        SharedTrips<Integer, String> trips = new SharedTrips<>(SharedTripsTest::words, LONG, Duration.ofMillis(20));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            ask(callers, trips, 1, 200);
        }
        assertEquals("n201", trips.ask(201));
        assertEquals("n202", trips.ask(202));
    }

    @Test
    void whoAsksAheadGetsTheAnswerLater() throws Exception {
        Ferry ferry = new Ferry();
        SharedTrips<Integer, String> trips = new SharedTrips<>(ferry, LONG);
        List<Supplier<String>> answers = List.of(trips.askAhead(1), trips.askAhead(7), trips.askAhead(2));
        ferry.arrived.countDown();
        assertEquals("n1", answers.get(0).get());
        assertNull(answers.get(1).get());
        assertEquals("n2", answers.get(2).get());
        assertEquals("n2", answers.get(2).get());
        assertEquals(List.of(3), ferry.sizes);
    }

    private static List<Future<String>> ask(ExecutorService callers, SharedTrips<Integer, String> trips, int from,
            int to) {
        return IntStream.range(from, to).mapToObj(number -> callers.submit(() -> trips.ask(number)))
                .toList();
    }

    @Test
    void aTripThatFailsFailsForAllOnItAndNobodyElse() {
        SharedTrips<Integer, String> trips = new SharedTrips<>(numbers -> {
            if (numbers.contains(13)) {
                throw new IllegalArgumentException("13");
            }
            return words(numbers);
        }, LONG);
        assertThrows(IllegalArgumentException.class, () -> trips.ask(13));
        assertEquals("n1", trips.ask(1));
        assertNull(trips.ask(14));
    }

    @Test
    void nobodyWaitsLongerThanTheirPatience() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        SharedTrips<Integer, String> trips = new SharedTrips<>(numbers -> {
            underWay.countDown();
            await(end);
            return words(numbers);
        }, Duration.ofMillis(50));
        try (ExecutorService callers = Executors.newSingleThreadExecutor()) {
            Future<String> stuck = callers.submit(() -> trips.ask(1));
            await(underWay);
            assertThrows(MongoOperationTimeoutException.class, () -> trips.ask(2));
            end.countDown();
            assertEquals("n1", stuck.get());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
