package dev.nightdesk.api.slapolicy;

import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.operation.OperationStore;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.schedule.ScheduleUse;
import dev.nightdesk.api.schedule.WorkspaceSchedule;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * What policies have to do with schedules. A changed schedule is a change of every promise that counts by it, so the
 * rulebook gets a new version, at once by the node that changed it, and by the riding operation if that node dies.
 */
public final class ScheduleWatch implements ScheduleUse {
    private static final String SCHEDULE = "schedule";
    private static final String VERSION = "schedule_version";

    private final RulebookStore store;
    private final Commands commands;
    private final OperationService operations;
    private final Rulebooks rulebooks;

    /** A watch over the rulebooks of the store. */
    public ScheduleWatch(RulebookStore store, Commands commands, OperationService operations, Rulebooks rulebooks) {
        this.store = store;
        this.commands = commands;
        this.operations = operations;
        this.rulebooks = rulebooks;
    }

    @Override
    public Optional<String> policyNaming(String workspaceId, String scheduleId) {
        return store.find(workspaceId, workspaceId).stream().flatMap(loaded -> loaded.value().policies().stream())
                .map(KeptPolicy::policy).filter(policy -> WorkspaceRulebook.scheduleIds(policy).contains(scheduleId))
                .map(policy -> policy.name()).findFirst();
    }

    @Override
    public Answer change(Call call, String scheduleId, Change change) {
        boolean used = store.find(call.workspaceId(), call.workspaceId()).map(Loaded::value)
                .filter(rulebook -> rulebook.scheduleIds().contains(scheduleId)).isPresent();
        if (!used) {
            return change.carryOut(UnaryOperator.identity());
        }
        AtomicLong version = new AtomicLong();
        Answer answer = operations.startWith(call, OperationKind.SLA_REPROJECTION, ResourceType.SCHEDULE, scheduleId,
                Map.of(), operation -> change.carryOut(effect -> {
                    version.set(effect.state().version());
                    return effect.with(OperationStore.COLLECTION, remembering(operation, effect.state()));
                }));
        notice(call.workspaceId(), scheduleId, version.get(), call.now());
        return answer;
    }

    /** Makes sure that the rulebook knows what the operation was begun for. */
    public void noticeFor(Operation operation, Instant now) {
        String version = operation.memory().get(VERSION);
        if (version != null) {
            notice(operation.workspaceId(), operation.memory().get(SCHEDULE), Long.parseLong(version), now);
        }
    }

    private void notice(String workspaceId, String scheduleId, long version, Instant now) {
        commands.apply(store, workspaceId, workspaceId, now, rulebook -> {
            WorkspaceRulebook noticed = rulebook.noticing(scheduleId, version);
            return noticed.version() == rulebook.version() ? Optional.empty() : Optional.of(Effect.of(noticed, null));
        });
        rulebooks.changed(workspaceId);
    }

    private static Operation remembering(Operation operation, WorkspaceSchedule schedule) {
        return Operation.create(operation.id(), operation.workspaceId(), operation.order(),
                Map.of(SCHEDULE, schedule.id(), VERSION, Long.toString(schedule.version())), operation.createdAt());
    }
}
