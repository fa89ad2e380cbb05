package dev.nightdesk.api.testclock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.operation.MongoOperationStore;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.operation.OperationWorker;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.support.TestRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestClockAdvanceTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    Path folder;
    private final List<String> done = new ArrayList<>();
    private TestRoom room;
    private MongoOperationStore operationStore;
    private TestClockService clocks;
    private MongoTestClockStore store;
    private String id;

    @BeforeEach
    void open() {
        room = new TestRoom(folder);
        operationStore = new MongoOperationStore(room.room());
        store = new MongoTestClockStore(room.room());
        clocks = new TestClockService(store, room.commands(),
                new OperationService(operationStore, room.commands(), room.ids(), room::now));
        String place = clocks.create(room.call(Operation.CREATE_TEST_CLOCK, TestClock.OWNER),
                new TestClockJson.Create(null, START, Map.of())).headers().get("Location");
        id = place.substring(place.lastIndexOf('/') + 1);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void allThatIsDueHappensInOrderAtItsInstant() {
        Calendar snoozes = new Calendar("snooze", 1, 5, 9, 11);
        Calendar closings = new Calendar("close", 3, 5, 7);
        String operation = advance(10);
        work(snoozes, closings);
        assertEquals(List.of("snooze 1 at 1", "close 3 at 3", "snooze 5 at 5", "close 5 at 5", "close 7 at 7",
                "snooze 9 at 9"), effects());
        assertEquals(minute(10), clock().now());
        assertFalse(clock().advancing());
        assertTrue(operationStore.find(TestClock.OWNER, operation).orElseThrow().value().done());
    }

    @Test
    void effectsAreDeliveredBeforeTheClockGoesOn() {
        advance(10);
        work(new Calendar("snooze", 1, 5));
        assertEquals(List.of("deliver", "snooze 1 at 1", "deliver", "snooze 5 at 5", "deliver", "deliver"), done);
    }

    @Test
    void whatFallsDueBecauseOfSomethingElseHappensToo() {
        Calendar calendar = new Calendar("step", 2);
        calendar.then = List.of(2, 4, 12);
        advance(10);
        work(calendar);
        assertEquals(List.of("step 2 at 2", "step 2 at 2", "step 4 at 4"), effects());
    }

    @Test
    void aLongWayTakesManyPortionsWithProgressThatOnlyGrows() {
        Calendar calendar = new Calendar("step", IntStream.rangeClosed(1, 180).toArray());
        String operation = advance(200);
        OperationWorker worker = worker(calendar);
        double last = 0;
        int portions = 0;
        while (worker.runOnce(room.now()) > 0) {
            double progress = operationStore.find(TestClock.OWNER, operation).orElseThrow().value().progress();
            assertTrue(progress >= last);
            last = progress;
            portions++;
        }
        assertTrue(portions > 3);
        assertEquals(180, effects().size());
        assertEquals(minute(200), clock().now());
    }

    @Test
    void aCrashAnywhereLeavesNothingUndoneAndDoesNothingTwice() {
        Calendar calendar = new Calendar("step", 1, 2, 3, 4);
        calendar.powerCuts = 3;
        advance(10);
        OperationWorker worker = worker(calendar);
        for (int cut = 0; cut < 3; cut++) {
            assertThrows(AssertionError.class, () -> worker.runOnce(room.now()));
            assertEquals(0, worker.runOnce(room.now()));
            room.pass(Duration.ofMinutes(2));
        }
        work(calendar);
        assertEquals(List.of("step 1 at 1", "step 2 at 2", "step 3 at 3", "step 4 at 4"), effects());
        assertEquals(minute(10), clock().now());
    }

    @Test
    void aClockThatIsBeingAdvancedRefusesAnotherMove() {
        advance(10);
        Problem refused = assertThrows(Problem.class, () -> advance(20));
        assertEquals(ProblemCode.CLOCK_ADVANCING, refused.code());
        work();
        advance(20);
        work();
        assertEquals(minute(20), clock().now());
    }

    @Test
    void aClockMovesForwardOnlyAndNotMoreThanTenYears() {
        assertEquals(ProblemCode.INSTANT_NOT_LATER, assertThrows(Problem.class, () -> advance(0)).code());
        assertEquals(ProblemCode.LIMIT_EXCEEDED,
                assertThrows(Problem.class, () -> advance(3_650 * 24 * 60 + 1)).code());
        advance(3_650 * 24 * 60);
    }

    @Test
    void workThatOthersHoldIsAskedForAgainAfterAMoment() {
        Calendar held = new Calendar("step", 1);
        held.held = true;
        advance(10);
        OperationWorker worker = worker(held);
        assertEquals(1, worker.runOnce(room.now()));
        assertEquals(0, worker.runOnce(room.now()));
        held.held = false;
        room.pass(Duration.ofSeconds(1));
        work(held);
        assertEquals(minute(10), clock().now());
    }

    private String advance(int minute) {
        String place = clocks.advance(room.call(Operation.ADVANCE_TEST_CLOCK, TestClock.OWNER), id, minute(minute))
                .headers().get("Location");
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private void work(DueWork... due) {
        OperationWorker worker = worker(due);
        int portions = 0;
        while (worker.runOnce(room.now()) > 0) {
            assertTrue(++portions < 50, "no end");
        }
    }

    private OperationWorker worker(DueWork... due) {
        return new OperationWorker(operationStore, List.of(new TestClockAdvance(store, room.commands(), List.of(due),
                () -> done.add("deliver"), clock -> false)), clocks::time);
    }

    private List<String> effects() {
        return done.stream().filter(line -> !line.equals("deliver")).toList();
    }

    private TestClock clock() {
        return store.find(TestClock.OWNER, id).map(Loaded::value).orElseThrow();
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    /** Does one thing a minute, one at a time, and says when the clock thought it was. */
    private final class Calendar implements DueWork {
        private final String name;
        private final TreeMap<Instant, Integer> entries = new TreeMap<>();
        private List<Integer> then = List.of();
        private int powerCuts;
        private boolean held;

        Calendar(String name, int... minutes) {
            this.name = name;
            for (int minute : minutes) {
                entries.merge(minute(minute), 1, Integer::sum);
            }
        }

        @Override
        public Optional<Instant> nextDue(String testClockId, Instant upTo) {
            assertEquals(id, testClockId);
            return entries.isEmpty() ? Optional.empty()
                    : Optional.of(entries.firstKey()).filter(next -> !next.isAfter(upTo));
        }

        @Override
        public int runDue(String testClockId, Instant at) {
            if (held || nextDue(testClockId, at).isEmpty()) {
                return 0;
            }
            Instant due = entries.firstKey();
            if (powerCuts > 0 && due.isAfter(START.plus(Duration.ofMinutes(1)))) {
                powerCuts--;
                throw new AssertionError("power cut");
            }
            entries.computeIfPresent(due, (instant, count) -> count == 1 ? null : count - 1);
            done.add(name + " " + minutes(due) + " at " + minutes(clock().now()));
            then.forEach(minute -> entries.merge(minute(minute), 1, Integer::sum));
            then = List.of();
            return 1;
        }

        private long minutes(Instant instant) {
            return Duration.between(START, instant).toMinutes();
        }
    }
}
