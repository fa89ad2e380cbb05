package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The schedules of a workspace. */
public final class ScheduleService {
    private final ScheduleStore store;
    private final Commands commands;
    private final Calendars calendars;
    private final HolidaySource holidays;
    private final ScheduleUse use;

    /** A service over the store. */
    public ScheduleService(ScheduleStore store, Commands commands, Calendars calendars, HolidaySource holidays,
            ScheduleUse use) {
        this.store = store;
        this.commands = commands;
        this.calendars = calendars;
        this.holidays = holidays;
        this.use = use;
    }

    /** Whether the workspace has it. */
    public boolean exists(String workspaceId, String id) {
        return find(workspaceId, id).isPresent();
    }

    WorkspaceSchedule get(Call call, String id) {
        return find(call.workspaceId(), id).orElseThrow(Problem::notFound);
    }

    BusinessCalendar calendar(Call call, String id) {
        return calendars.of(get(call, id));
    }

    Page<WorkspaceSchedule> list(Call call, Optional<Position> from, int limit) {
        return store.list(call.workspaceId(), from, limit);
    }

    Answer create(Call call, ScheduleJson.Wish wish) {
        ScheduleVersion words = checked(call, wish);
        return commands.create(call, ResourceType.SCHEDULE, store, id -> {
            WorkspaceSchedule made = WorkspaceSchedule.create(id, call.workspaceId(), wish.draft().name(), words,
                    wish.metadata(), call.now());
            RawJson json = ScheduleJson.view(made);
            return Effect.of(made, Answer.created("/v1/schedules/" + id, json).version(1))
                    .event(event("schedule.created", json));
        });
    }

    Answer update(Call call, String id, Function<WorkspaceSchedule, ScheduleJson.Wish> patch) {
        return change(call, id, schedule -> {
            requireVisible(schedule);
            call.precondition().check(schedule.version());
            ScheduleJson.Wish wish = patch.apply(schedule);
            ScheduleVersion words = checked(call, wish);
            boolean same = words.effectiveFrom() == null && words.saysTheSameAs(schedule.schedule().latest());
            return changed(!wish.revises() || same
                    ? schedule.describe(wish.draft().name(), wish.metadata(), call.now())
                    : schedule.revise(wish.draft().name(), words, wish.metadata(), call.now()));
        });
    }

    Answer importCalendar(Call call, String id, Optional<LocalDate> from, Optional<LocalDate> to) {
        return change(call, id, schedule -> {
            requireVisible(schedule);
            ScheduleVersion latest = schedule.schedule().latest();
            LocalDate first = from.orElseGet(() -> call.now().atZone(latest.zone()).toLocalDate());
            LocalDate last = to.orElseGet(() -> first.plusYears(2));
            if (!last.isAfter(first) || last.isAfter(first.plusYears(10))) {
                throw Problem.invalidParameter("to", "out_of_range", "must lie after from, at most ten years");
            }
            List<ScheduleException> found = new ArrayList<>(IcalImport.read(call.text(), latest, holidays, first, last)
                    .orThrow(Problem::invalidBody));
            found.removeAll(latest.exceptions());
            return changed(found.isEmpty() ? schedule
                    : schedule.revise(schedule.schedule().name(), extended(latest, found), schedule.metadata(),
                            call.now()));
        });
    }

    Answer delete(Call call, String id) {
        return commands.change(call, store, id, schedule -> {
            requireVisible(schedule);
            call.precondition().check(schedule.version());
            use.policyNaming(call.workspaceId(), id).ifPresent(name -> {
                throw Problem.of(ProblemCode.SCHEDULE_IN_USE, "The policy " + name + " counts by it; change that first.");
            });
            return Effect.of(schedule.delete(call.now()), Answer.noContent())
                    .event(event("schedule.deleted", ScheduleJson.view(schedule)));
        });
    }

    private Answer change(Call call, String id, Function<WorkspaceSchedule, Effect<WorkspaceSchedule>> decide) {
        return use.change(call, id, addition -> commands.change(call, store, id,
                schedule -> addition.apply(decide.apply(schedule))));
    }

    private Optional<WorkspaceSchedule> find(String workspaceId, String id) {
        return store.find(workspaceId, id).map(Loaded::value).filter(schedule -> !schedule.deleted());
    }

    private ScheduleVersion checked(Call call, ScheduleJson.Wish wish) {
        Checked<ScheduleVersion> checked = ScheduleCheck.check(wish.draft(), holidays, call.now());
        wish.checkForm(checked.errors());
        return checked.orThrow(errors -> ScheduleFaults.impossible(ProblemCode.IMPOSSIBLE_SCHEDULE, errors));
    }

    private static ScheduleVersion extended(ScheduleVersion latest, List<ScheduleException> more) {
        ScheduleVersion extended = latest.withExceptions(more);
        if (extended.exceptions().size() > ScheduleCheck.MOST_EXCEPTIONS) {
            throw Problem.of(ProblemCode.LIMIT_EXCEEDED,
                    "A schedule has at most " + ScheduleCheck.MOST_EXCEPTIONS + " exceptions.");
        }
        return extended.as(latest.number(), null);
    }

    private static void requireVisible(WorkspaceSchedule schedule) {
        if (schedule.deleted()) {
            throw Problem.notFound();
        }
    }

    private static Effect<WorkspaceSchedule> changed(WorkspaceSchedule schedule) {
        RawJson json = ScheduleJson.view(schedule);
        return Effect.of(schedule, Answer.ok(json).version(schedule.version()))
                .event(event("schedule.updated", json));
    }

    private static EventDraft event(String type, RawJson schedule) {
        return EventDraft.of(type, RawJson.of("schedule", schedule).text());
    }
}
