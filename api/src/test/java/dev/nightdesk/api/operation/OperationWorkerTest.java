package dev.nightdesk.api.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.support.TestRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationWorkerTest {
    private static final String CUSTOMER = "cus_01KJS81VJ0MCADZ881AQNBMFBD";

    @TempDir
    Path folder;
    private TestRoom room;
    private MongoOperationStore store;
    private OperationService service;
    private String workspaceId;

    @BeforeEach
    void open() {
        room = new TestRoom(folder);
        store = new MongoOperationStore(room.room());
        service = new OperationService(store, room.commands(), room.ids(), room::now);
        workspaceId = room.workspaceId();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void portionsFollowEachOtherWithTheirMemoryUntilTheWorkIsDone() {
        String id = begin();
        List<String> seen = new ArrayList<>();
        OperationWorker worker = worker(operation -> {
            int at = Integer.parseInt(operation.memory().get("at"));
            seen.add(operation.memory().get("at"));
            return at == 2 ? Step.done().affecting(ResourceType.CUSTOMER, 1)
                    : Step.more(at / 3.0, Map.of("at", Integer.toString(at + 1))).affecting(ResourceType.MESSAGE, 10);
        });
        for (int i = 0; i < 3; i++) {
            assertEquals(1, worker.runOnce(room.now()));
        }
        assertEquals(0, worker.runOnce(room.now()));
        assertEquals(List.of("0", "1", "2"), seen);
        assertEquals(Map.of("message", 20L, "customer", 1L), load(id).affected());
        assertTrue(load(id).done());
    }

    @Test
    void aCrashInAPortionLeavesItToAnotherNodeOnceTheClaimHasRunOut() {
        String id = begin();
        OperationWorker dying = worker(operation -> {
            throw new StackOverflowError("as good as a power cut: nothing is written after it");
        });
        assertThrows(StackOverflowError.class, () -> dying.runOnce(room.now()));
        OperationWorker other = worker(operation -> Step.done());
        assertEquals(0, other.runOnce(room.now()));
        assertEquals(1, other.runOnce(room.pass(Duration.ofMinutes(2))));
        assertTrue(load(id).done());
    }

    @Test
    void aNodeThatWasGivenUpCanWriteNoMore() {
        String id = begin();
        OperationWorker other = worker(operation -> Step.more(0.7, Map.of("at", "other")));
        OperationWorker slow = worker(operation -> {
            other.runOnce(room.pass(Duration.ofMinutes(2)));
            return Step.done();
        });
        slow.runOnce(room.now());
        assertFalse(load(id).done());
        assertEquals("other", load(id).memory().get("at"));
    }

    @Test
    void ofManyNodesOneGetsEachPortion() throws Exception {
        for (int i = 0; i < 20; i++) {
            begin();
        }
        List<String> worked = Collections.synchronizedList(new ArrayList<>());
        Instant now = room.now();
        try (var nodes = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> runs = Collections.nCopies(16, () -> worker(operation -> {
                worked.add(operation.id());
                return Step.done();
            }).runOnce(now));
            for (var run : nodes.invokeAll(runs)) {
                run.get();
            }
        }
        while (worker(operation -> {
            worked.add(operation.id());
            return Step.done();
        }).runOnce(now) > 0) {
            assertTrue(worked.size() <= 20);
        }
        assertEquals(20, worked.size());
        assertEquals(20, worked.stream().distinct().count());
    }

    @Test
    void aRefusalEndsTheOperationAndABreakdownPostponesIt() {
        String refused = begin();
        worker(operation -> {
            throw Problem.of(ProblemCode.CUSTOMER_MERGED, "The customer was merged meanwhile.");
        }).runOnce(room.now());
        assertEquals(new OperationFailure(ProblemCode.CUSTOMER_MERGED, "The customer was merged meanwhile."),
                load(refused).failure());
        assertTrue(load(refused).done());

        String broken = begin();
        OperationWorker failing = worker(operation -> {
            throw new IllegalStateException("the database went away");
        });
        assertEquals(1, failing.runOnce(room.now()));
        assertEquals(0, failing.runOnce(room.now()));
        assertEquals(1, worker(operation -> Step.done()).runOnce(room.pass(Duration.ofSeconds(1))));
        assertTrue(load(broken).done());
    }

    @Test
    void aHandlerLivesByTheTestClockOfWhoAsked() {
        Instant shown = Instant.parse("2031-01-01T00:00:00Z");
        List<Instant> seen = new ArrayList<>();
        Call call = room.call(dev.nightdesk.api.platform.http.Operation.DELETE_CUSTOMER, workspaceId);
        OperationOrder order = new OperationOrder(OperationKind.CUSTOMER_ERASE, ResourceType.CUSTOMER, CUSTOMER,
                call.requestId(), "tcl_1");
        store.insert(Operation.create(room.ids().next(ResourceType.OPERATION, room.now()), workspaceId, order,
                Map.of(), room.now()), dev.nightdesk.api.platform.aggregate.OutboxEntry.nothing(1));
        new OperationWorker(store, List.of(handler((operation, now) -> {
            seen.add(now);
            return Step.done();
        })), id -> shown).runOnce(room.now());
        assertEquals(List.of(shown), seen);
    }

    @Test
    void kindsWithoutAHandlerAreLeftAlone() {
        begin();
        assertEquals(0, new OperationWorker(store, List.of(), id -> room.now()).runOnce(room.now()));
    }

    @Test
    void endedOperationsGoAfterTheirTime() {
        String id = begin();
        worker(operation -> Step.done()).runOnce(room.now());
        String running = begin();
        assertEquals(0, store.purge(room.now(), 10));
        assertEquals(1, store.purge(room.now().plusSeconds(1), 10));
        assertTrue(store.find(workspaceId, id).isEmpty());
        assertFalse(load(running).done());
    }

    private String begin() {
        String place = service.start(room.call(dev.nightdesk.api.platform.http.Operation.DELETE_CUSTOMER, workspaceId),
                OperationKind.CUSTOMER_ERASE, ResourceType.CUSTOMER, CUSTOMER, Map.of("at", "0"))
                .headers().get("Location");
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private Operation load(String id) {
        return store.find(workspaceId, id).map(Loaded::value).orElseThrow();
    }

    private OperationWorker worker(Function<Operation, Step> work) {
        return new OperationWorker(store, List.of(handler((operation, now) -> work.apply(operation))),
                id -> room.now());
    }

    private interface Work {
        Step runOnce(Operation operation, Instant now);
    }

    private static OperationHandler handler(Work work) {
        return new OperationHandler() {
            @Override
            public OperationKind kind() {
                return OperationKind.CUSTOMER_ERASE;
            }

            @Override
            public Step runOnce(Operation operation, Instant now) {
                return work.runOnce(operation, now);
            }
        };
    }
}
