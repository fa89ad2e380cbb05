package dev.nightdesk.api.workspace;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.nightdesk.api.audit.AuditEntry;
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
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Workspaces: made by the operator, looked at by everything else. */
public final class WorkspaceService {
    /** How long a node may go on with settings that another node has changed. */
    private static final Duration STALE_AT_MOST = Duration.ofSeconds(3);

    private final WorkspaceStore store;
    private final Commands commands;
    private final FirstKey firstKey;
    private final Predicate<String> clockExists;
    private final OperationService operations;
    private final LoadingCache<String, Optional<Workspace>> cache;

    /** Makes and stores the first API key of a workspace that is about to be made; answers its text. */
    @FunctionalInterface
    public interface FirstKey {
        /** The whole key, shown this once. */
        String issue(String workspaceId, boolean test, Instant now);
    }

    /** A service that gives each new workspace a first key and binds it only to clocks that exist. */
    public WorkspaceService(WorkspaceStore store, Commands commands, FirstKey firstKey,
            Predicate<String> clockExists, OperationService operations) {
        this.store = store;
        this.commands = commands;
        this.firstKey = firstKey;
        this.clockExists = clockExists;
        this.operations = operations;
        this.cache = Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(STALE_AT_MOST)
                .executor(Runnable::run).build(id -> store.find(Workspace.OWNER, id).map(Loaded::value));
    }

    /** The workspace, up to three seconds old; empty when it is absent or being deleted. */
    public Optional<Workspace> lookUp(String id) {
        return cache.get(id).filter(workspace -> !workspace.deleted());
    }

    boolean exists(String id) {
        return store.find(Workspace.OWNER, id).filter(loaded -> !loaded.value().deleted()).isPresent();
    }

    Workspace get(String id) {
        return store.find(Workspace.OWNER, id).map(Loaded::value).filter(workspace -> !workspace.deleted())
                .orElseThrow(Problem::notFound);
    }

    Page<Workspace> list(Optional<Position> from, int limit) {
        return store.list(from, limit);
    }

    Answer create(Call call, WorkspaceJson.Create create) {
        String clock = create.testClockId();
        if (clock != null && create.mode() != WorkspaceMode.TEST) {
            throw Problem.ofField(ProblemCode.LIVE_WORKSPACE, "#/test_clock_id", "conflicting_fields",
                    "Only a workspace with mode test can have a test clock.");
        }
        if (clock != null && !clockExists.test(clock)) {
            throw Problem.ofField(ProblemCode.UNKNOWN_REFERENCE, "#/test_clock_id", "unknown_reference",
                    "There is no such test clock.");
        }
        return commands.create(call, ResourceType.WORKSPACE, store, id -> {
            Workspace made = Workspace.create(id, create.fields(), create.mode(), Optional.ofNullable(clock),
                    call.now());
            // Stored before the workspace, so that it works as soon as the answer is read; useless without one.
            String key = firstKey.issue(id, create.mode() == WorkspaceMode.TEST, call.now());
            RawJson json = WorkspaceJson.view(made).with("api_key", "\"" + key + "\"");
            return Effect.of(made, Answer.created("/v1/workspaces/" + id, json).version(1).withSecret())
                    .with(AuditEntry.COLLECTION, audit(call, null, made));
        });
    }

    Answer update(Call call, String id, UnaryOperator<WorkspaceFields> patch) {
        get(id);
        Answer answer = commands.change(call.as(Workspace.OWNER), store, id, workspace -> {
            checkNotDeleted(workspace);
            call.precondition().check(workspace.version());
            Workspace changed = workspace.update(patch.apply(workspace.fields()), call.now());
            return Effect.of(changed, Answer.ok(WorkspaceJson.view(changed)).version(changed.version()))
                    .with(AuditEntry.COLLECTION, audit(call, workspace, changed));
        });
        cache.invalidate(id);
        return answer;
    }

    /** It is out of sight at once; {@link WorkspaceRemoval} takes its contents away. */
    Answer delete(Call call, String id) {
        Answer answer = operations.startWith(call, OperationKind.WORKSPACE_DELETE, ResourceType.WORKSPACE, id, Map.of(),
                operation -> commands.change(call, store, id, workspace -> {
                    checkNotDeleted(workspace);
                    call.precondition().check(workspace.version());
                    // In the operator's log: the workspace's own goes with it.
                    AuditEntry entry = AuditEntry.of(call, ResourceType.WORKSPACE, id, WorkspaceJson.view(workspace),
                            null);
                    return OperationService.riding(workspace.delete(call.now()), operation)
                            .with(AuditEntry.COLLECTION, entry);
                }));
        cache.invalidate(id);
        return answer;
    }

    private static void checkNotDeleted(Workspace workspace) {
        if (workspace.deleted()) {
            throw Problem.notFound();
        }
    }

    /** In the workspace's own log, also of what the operator did. */
    private static AuditEntry audit(Call call, Workspace before, Workspace after) {
        return AuditEntry.of(call.as(after.id()), ResourceType.WORKSPACE, after.id(),
                before == null ? null : WorkspaceJson.view(before), WorkspaceJson.view(after));
    }
}
