package dev.nightdesk.api.testclock;

import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.Step;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Moves a test clock from one due instant to the next, does at each what is due, and makes it seen before it goes on:
 * so everything happens in order and at its instant. After a crash it finds the rest by asking again what is due.
 */
public final class TestClockAdvance implements OperationHandler {
    /** So many instants a portion, to stay well inside a claim. */
    private static final int MOST_INSTANTS = 50;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration SHORTLY = Duration.ofMillis(100);

    private final TestClockStore store;
    private final Commands commands;
    private final List<DueWork> work;
    private final Delivery delivery;
    private final Predicate<String> unsettled;

    /** Makes the effects of changes visible. */
    @FunctionalInterface
    public interface Delivery {
        /** Returns once the events of all changes made before the call can be read. */
        void deliverAll();
    }

    /**
     * A handler that does these kinds of work.
     *
     * @param unsettled whether something on a clock is still being worked out that decides what is due, and when
     */
    public TestClockAdvance(TestClockStore store, Commands commands, List<DueWork> work, Delivery delivery,
            Predicate<String> unsettled) {
        this.store = store;
        this.commands = commands;
        this.work = List.copyOf(work);
        this.delivery = delivery;
        this.unsettled = unsettled;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.TEST_CLOCK_ADVANCE;
    }

    @Override
    public Step runOnce(Operation operation, Instant now) {
        String id = operation.order().targetId();
        delivery.deliverAll();
        for (int i = 0; i < MOST_INSTANTS; i++) {
            Optional<TestClock> clock = moving(id, operation);
            if (clock.isEmpty()) {
                return Step.done();
            }
            if (unsettled.test(id)) {
                return Step.more(clock.get().progress(), Map.of()).after(SHORTLY);
            }
            Optional<Instant> next = next(id, clock.get().advance().to());
            if (next.isEmpty()) {
                delivery.deliverAll();
                change(id, operation, moved -> moved.arrive(now), now);
                return Step.done();
            }
            change(id, operation, moved -> moved.pass(next.get(), now), now);
            int done = moving(id, operation).map(moved -> run(id, moved.now())).orElse(0);
            delivery.deliverAll();
            if (done == 0) {
                // Somebody else has it in work; asking again at once would only burn time.
                return Step.more(clock.get().progress(), Map.of()).after(A_MOMENT);
            }
        }
        return moving(id, operation).<Step>map(clock -> Step.more(clock.progress(), Map.of())).orElseGet(Step::done);
    }

    /** The clock, unless this operation's move is over. */
    private Optional<TestClock> moving(String id, Operation operation) {
        return store.find(TestClock.OWNER, id).map(Loaded::value).filter(clock -> clock.movedBy(operation.id()));
    }

    private Optional<Instant> next(String id, Instant upTo) {
        return work.stream().flatMap(due -> due.nextDue(id, upTo).stream()).min(Instant::compareTo);
    }

    private int run(String id, Instant at) {
        return work.stream().mapToInt(due -> due.runDue(id, at)).sum();
    }

    private void change(String id, Operation operation, UnaryOperator<TestClock> transition, Instant now) {
        commands.apply(store, TestClock.OWNER, id, now, clock -> {
            TestClock changed = clock.movedBy(operation.id()) ? transition.apply(clock) : clock;
            return changed.version() == clock.version() ? Optional.empty() : Optional.of(Effect.of(changed, null));
        });
    }
}
