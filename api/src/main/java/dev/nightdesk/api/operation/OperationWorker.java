package dev.nightdesk.api.operation;

import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.time.Timestamps;
import dev.nightdesk.api.platform.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Does the portions of operations that nobody holds. A claim is one conditional write, so of many nodes one gets it;
 * when that node dies, the claim runs out and another goes on from the last portion that was written down.
 */
public final class OperationWorker implements Worker {
    private static final System.Logger LOG = System.getLogger(OperationWorker.class.getName());
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final int MOST_AT_ONCE = 8;

    private final OperationStore store;
    private final Map<OperationKind, OperationHandler> handlers = new EnumMap<>(OperationKind.class);
    private final Function<String, Instant> clockTime;

    /**
     * A worker with these handlers; operations of other kinds are left to nodes that know them.
     *
     * @param clockTime what a test clock, by its id, shows
     */
    public OperationWorker(OperationStore store, List<OperationHandler> handlers,
            Function<String, Instant> clockTime) {
        this.store = store;
        this.clockTime = clockTime;
        handlers.forEach(handler -> this.handlers.put(handler.kind(), handler));
    }

    @Override
    public String name() {
        return "operations";
    }

    @Override
    public int runOnce(Instant now) {
        Instant real = Timestamps.truncate(now);
        int done = 0;
        for (Operation operation : store.free(handlers.keySet(), real, MOST_AT_ONCE)) {
            Operation claimed = operation.claim(real.plus(CLAIM), real);
            if (save(operation, claimed)) {
                save(claimed, portion(claimed, real));
                done++;
            }
        }
        return done;
    }

    private Operation portion(Operation operation, Instant real) {
        String testClockId = operation.order().testClockId();
        try {
            Instant now = testClockId == null ? real : clockTime.apply(testClockId);
            return operation.after(handlers.get(operation.order().kind()).runOnce(operation, now), real);
        } catch (Problem problem) {
            return passing(problem.code()) ? postponed(operation, problem, real)
                    : operation.fail(new OperationFailure(problem.code(), problem.getMessage()), real);
        } catch (RuntimeException e) {
            return postponed(operation, e, real);
        }
    }

    private static boolean passing(ProblemCode code) {
        return code.status() >= 500 || code == ProblemCode.VERSION_CONFLICT;
    }

    private static Operation postponed(Operation operation, RuntimeException failure, Instant now) {
        LOG.log(System.Logger.Level.WARNING, "operation " + operation.id() + " broke off and will be repeated",
                failure);
        return operation.postpone(now);
    }

    private boolean save(Operation before, Operation after) {
        return store.update(new Loaded<>(before, List.of()), after, OutboxEntry.nothing(after.version()));
    }
}
