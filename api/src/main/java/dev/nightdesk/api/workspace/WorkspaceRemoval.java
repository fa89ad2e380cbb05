package dev.nightdesk.api.workspace;

import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.Step;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.id.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Removes what a deleted workspace has left behind, in batches, and at last the workspace itself. */
public final class WorkspaceRemoval implements OperationHandler {
    /** After so long no request that was let in before the deletion can still write: 3 s of credentials, 30 of body. */
    private static final Duration LATECOMERS = Duration.ofSeconds(40);
    private static final int MOST_A_PORTION = 5_000;

    private final WorkspaceStore store;
    private final WorkspaceContents contents;

    /** A handler over what workspaces may have. */
    public WorkspaceRemoval(WorkspaceStore store, WorkspaceContents contents) {
        this.store = store;
        this.contents = contents;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.WORKSPACE_DELETE;
    }

    @Override
    public Step runOnce(Operation operation, Instant now) {
        String id = operation.order().targetId();
        Step.More step = Step.more(0.5, Map.of());
        int removed = 0;
        for (String place : contents.places()) {
            int some = removeFrom(id, place, MOST_A_PORTION - removed);
            removed += some;
            step = count(step, place, some);
        }
        if (removed >= MOST_A_PORTION) {
            return step;
        }
        Instant settled = operation.createdAt().plus(LATECOMERS);
        if (now.isBefore(settled)) {
            return step.after(Duration.between(now, settled));
        }
        if (removed > 0) {
            return step;
        }
        return removeItself(id) ? Step.done().affecting(ResourceType.WORKSPACE, 1) : step;
    }

    private int removeFrom(String id, String place, int most) {
        int removed = 0;
        int some = -1;
        while (some != 0 && removed < most) {
            some = contents.remove(id, place);
            removed += some;
        }
        return removed;
    }

    /** Only what has an id of its own is told; keys, chunks and the like are no resources. */
    private static Step.More count(Step.More step, String place, int removed) {
        for (ResourceType type : ResourceType.values()) {
            if (removed > 0 && type.plural().equals(place)) {
                return step.affecting(type, removed);
            }
        }
        return step;
    }

    private boolean removeItself(String id) {
        return store.find(Workspace.OWNER, id).map(loaded -> store.bury(loaded,
                OutboxEntry.nothing(loaded.value().version() + 1))).orElse(true);
    }
}
