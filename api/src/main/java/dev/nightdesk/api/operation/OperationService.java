package dev.nightdesk.api.operation;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.time.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/** Begins long work; the {@link OperationWorker} does it. An operation belongs to the workspace of who asked. */
public final class OperationService {
    private static final System.Logger LOG = System.getLogger(OperationService.class.getName());

    private final OperationStore store;
    private final Commands commands;
    private final Ids ids;
    private final InstantSource clock;

    /** A service over the store, with real time. */
    public OperationService(OperationStore store, Commands commands, Ids ids, InstantSource clock) {
        this.store = store;
        this.commands = commands;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Begins work that needs no change of a resource at once.
     *
     * @param memory what the handler is to know at first
     * @return 202 with the operation
     */
    public Answer start(Call call, OperationKind kind, ResourceType target, String targetId,
            Map<String, String> memory) {
        OperationOrder order = OperationOrder.of(call, kind, target, targetId);
        return commands.create(call, ResourceType.OPERATION, store, id -> {
            Operation operation = Operation.create(id, call.workspaceId(), order, memory, now());
            return Effect.of(operation, accepted(operation));
        });
    }

    /**
     * Begins work together with a change of a resource, so that either both happen or none: the change's effect is to
     * be made by {@link #riding}.
     *
     * @param change carries out the change with the operation that rides along; may refuse
     * @return what the change answered
     */
    public Answer startWith(Call call, OperationKind kind, ResourceType target, String targetId,
            Map<String, String> memory, Function<Operation, Answer> change) {
        Operation operation = Operation.create(ids.next(ResourceType.OPERATION, now()), call.workspaceId(),
                OperationOrder.of(call, kind, target, targetId), memory, now());
        Answer answer = change.apply(operation);
        if (tellsOf(answer, operation)) {
            showAtOnce(operation);
        }
        return answer;
    }

    /** The effect of a change that an operation rides on: 202 with the operation. */
    public static <T extends Aggregate> Effect<T> riding(T state, Operation operation) {
        return riding(state, operation, accepted(operation));
    }

    /** The same for a change that is answered by more than the operation; the answer's body names the operation. */
    public static <T extends Aggregate> Effect<T> riding(T state, Operation operation, Answer answer) {
        return Effect.of(state, answer).with(OperationStore.COLLECTION, operation);
    }

    /** Whether the workspace has it. */
    public boolean exists(String workspaceId, String id) {
        return store.find(workspaceId, id).isPresent();
    }

    Operation get(Call call, String id) {
        return store.find(call.workspaceId(), id).map(Loaded::value).orElseThrow(Problem::notFound);
    }

    /** A replayed answer tells of an earlier operation; this one then never begins. */
    private static boolean tellsOf(Answer answer, Operation operation) {
        return new String(answer.body(), StandardCharsets.UTF_8).contains(operation.id());
    }

    private static Answer accepted(Operation operation) {
        return Answer.accepted(place(operation), OperationJson.view(operation));
    }

    private static String place(Operation operation) {
        return "/v1/operations/" + operation.id();
    }

    /** Its outbox would bring it in a moment; who follows the Location may be faster than that. */
    private void showAtOnce(Operation operation) {
        try {
            store.insert(operation, OutboxEntry.nothing(1));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the outbox will bring " + operation.id(), e);
        }
    }

    private Instant now() {
        return Timestamps.truncate(clock.instant());
    }
}
