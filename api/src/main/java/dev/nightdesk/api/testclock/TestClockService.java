package dev.nightdesk.api.testclock;

import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Test clocks: made and moved by the operator, read for every request of a workspace that is bound to one. */
public final class TestClockService {
    private static final Duration LONGEST_MOVE = Duration.ofDays(3_650);

    private final TestClockStore store;
    private final Commands commands;
    private final OperationService operations;

    /** A service over the store. */
    public TestClockService(TestClockStore store, Commands commands, OperationService operations) {
        this.store = store;
        this.commands = commands;
        this.operations = operations;
    }

    /** Whether there is such a clock. */
    public boolean exists(String id) {
        return store.find(TestClock.OWNER, id).isPresent();
    }

    /** What the clock shows. Clocks are never deleted, so a workspace's is always there. */
    public Instant time(String id) {
        return get(id).now();
    }

    TestClock get(String id) {
        return store.find(TestClock.OWNER, id).map(Loaded::value).orElseThrow(Problem::notFound);
    }

    Page<TestClock> list(Optional<Position> from, int limit) {
        return store.list(from, limit);
    }

    Answer create(Call call, TestClockJson.Create create) {
        return commands.create(call, ResourceType.TEST_CLOCK, store, id -> {
            TestClock made = TestClock.create(id, create.name(), create.now(), create.metadata(), call.now());
            return Effect.of(made, Answer.created("/v1/test-clocks/" + id, TestClockJson.view(made)).version(1));
        });
    }

    Answer advance(Call call, String id, Instant to) {
        return operations.startWith(call, OperationKind.TEST_CLOCK_ADVANCE, ResourceType.TEST_CLOCK, id, Map.of(),
                operation -> commands.change(call, store, id, clock -> {
                    check(clock, to);
                    return OperationService.riding(clock.begin(operation.id(), to, call.now()), operation);
                }));
    }

    private static void check(TestClock clock, Instant to) {
        if (clock.advancing()) {
            throw Problem.of(ProblemCode.CLOCK_ADVANCING, "The clock is being advanced.");
        }
        if (!to.isAfter(clock.now())) {
            throw Problem.ofField(ProblemCode.INSTANT_NOT_LATER, "#/to", "not_later",
                    "to must be later than the clock shows.");
        }
        if (Duration.between(clock.now(), to).compareTo(LONGEST_MOVE) > 0) {
            throw Problem.ofField(ProblemCode.LIMIT_EXCEEDED, "#/to", "out_of_range",
                    "A clock moves at most 3650 days at once.");
        }
    }
}
