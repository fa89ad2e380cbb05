package dev.nightdesk.api.slasimulation;

import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.FieldError;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.schedule.Checked;
import dev.nightdesk.api.schedule.HolidaySource;
import dev.nightdesk.api.schedule.Schedule;
import dev.nightdesk.api.schedule.ScheduleCheck;
import dev.nightdesk.api.schedule.ScheduleDraft;
import dev.nightdesk.api.schedule.ScheduleFaults;
import dev.nightdesk.api.schedule.ScheduleStore;
import dev.nightdesk.api.schedule.ScheduleVersion;
import dev.nightdesk.api.schedule.WorkspaceSchedule;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaPolicyCheck;
import dev.nightdesk.api.sla.SlaRulebook;
import dev.nightdesk.api.sla.SlaRules;
import dev.nightdesk.api.sla.TargetSchedule;
import dev.nightdesk.api.slapolicy.Rulebooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of a simulation: what is saved, with what is drafted in its place. */
final class SimulatedRules {
    private final ScheduleStore schedules;
    private final HolidaySource holidays;
    private final Rulebooks rulebooks;

    SimulatedRules(ScheduleStore schedules, HolidaySource holidays, Rulebooks rulebooks) {
        this.schedules = schedules;
        this.holidays = holidays;
        this.rulebooks = rulebooks;
    }

    /** The rules as if they had always held. */
    SlaRulebook always(Call call, SimulationBody body) {
        List<FieldError> faults = new ArrayList<>();
        Map<String, BusinessCalendar> calendars = calendars(call, body, false, faults);
        List<SlaPolicy> policies = policies(call, body, calendars, faults);
        refuse(faults);
        return new SlaRulebook(List.of(new SlaRules(0, Instant.EPOCH, policies, Map.of())), calendars);
    }

    /** The rules as they are, changed to the drafts right now. */
    SlaRulebook fromNowOn(Call call, SimulationBody body, SlaRulebook current) {
        List<FieldError> faults = new ArrayList<>();
        Map<String, BusinessCalendar> calendars = calendars(call, body, true, faults);
        List<SlaPolicy> policies = policies(call, body, calendars, faults);
        refuse(faults);
        SlaRules last = current.revisions().getLast();
        List<SlaRules> revisions = new ArrayList<>(current.revisions());
        revisions.add(new SlaRules(last.revision() + 1, call.now().isAfter(last.since()) ? call.now() : last.since(),
                policies, last.queueSchedules()));
        Map<String, BusinessCalendar> all = new HashMap<>(current.calendars());
        all.putAll(calendars);
        return new SlaRulebook(revisions, all);
    }

    /** Calendars of the drafts, and of every saved schedule that the policies name. */
    private Map<String, BusinessCalendar> calendars(Call call, SimulationBody body, boolean revised,
            List<FieldError> faults) {
        Set<String> named = new LinkedHashSet<>(body.schedules().keySet());
        saved(call).forEach(policy -> named.addAll(scheduleIds(policy)));
        if (body.policies() != null) {
            body.policies().stream().filter(policy -> policy.draft() != null)
                    .forEach(policy -> policy.draft().targets().stream().map(target -> target.scheduleId())
                            .filter(Objects::nonNull).forEach(named::add));
        }
        Map<String, WorkspaceSchedule> kept = schedules.findAll(call.workspaceId(), List.copyOf(named)).stream()
                .filter(schedule -> !schedule.deleted())
                .collect(Collectors.toMap(WorkspaceSchedule::id, schedule -> schedule));
        Map<String, BusinessCalendar> calendars =
                new HashMap<>(rulebooks.calendars(call.workspaceId(), kept.keySet()));
        int index = 0;
        for (Map.Entry<String, ScheduleDraft> each : body.schedules().entrySet()) {
            Checked<ScheduleVersion> words = ScheduleCheck.check(each.getValue(), holidays, call.now());
            add(faults, "#/schedules/" + index++, words.errors());
            if (words instanceof Checked.Valid<ScheduleVersion> valid) {
                WorkspaceSchedule saved = revised ? kept.get(each.getKey()) : null;
                Schedule schedule = saved == null
                        ? new Schedule(each.getKey(), each.getValue().name(), List.of(valid.value()))
                        : saved.schedule().revise(valid.value(), valid.value().effectiveFrom(), call.now());
                calendars.put(each.getKey(), BusinessCalendar.of(schedule, holidays));
            }
        }
        return calendars;
    }

    private List<SlaPolicy> policies(Call call, SimulationBody body, Map<String, BusinessCalendar> calendars,
            List<FieldError> faults) {
        List<SlaPolicy> saved = saved(call);
        if (body.policies() == null) {
            return saved;
        }
        List<SlaPolicy> policies = new ArrayList<>();
        for (int i = 0; i < body.policies().size(); i++) {
            SimulationBody.Policy wanted = body.policies().get(i);
            SlaPolicy standing = saved.stream().filter(policy -> policy.id().equals(wanted.id())).findFirst()
                    .orElse(null);
            if (wanted.draft() == null && standing == null) {
                faults.add(FieldError.field("#/policies/" + i + "/id", "unknown_reference", "There is no such policy."));
            } else if (wanted.draft() == null) {
                policies.add(standing);
            } else {
                Checked<SlaPolicy> checked = SlaPolicyCheck.check(wanted.draft(),
                        wanted.id() == null ? "draft_" + (i + 1) : wanted.id(),
                        standing == null ? 1 : standing.version() + 1, calendars, call.now());
                add(faults, "#/policies/" + i, checked.errors());
                if (checked instanceof Checked.Valid<SlaPolicy> valid) {
                    policies.add(valid.value());
                }
            }
        }
        return policies;
    }

    private List<SlaPolicy> saved(Call call) {
        return rulebooks.fresh(call.workspaceId()).revisions().getLast().policies();
    }

    private static Set<String> scheduleIds(SlaPolicy policy) {
        return policy.targets().stream().map(target -> target.schedule())
                .filter(TargetSchedule.Named.class::isInstance)
                .map(schedule -> ((TargetSchedule.Named) schedule).scheduleId()).collect(Collectors.toSet());
    }

    private static void add(List<FieldError> faults, String place, List<FieldError> found) {
        found.forEach(error -> faults.add(FieldError.field(place + error.pointer().substring(1), error.code(),
                error.detail())));
    }

    private static void refuse(List<FieldError> faults) {
        if (!ScheduleFaults.ofForm(faults).isEmpty()) {
            throw Problem.invalidBody(faults);
        }
        if (!faults.isEmpty()) {
            throw ScheduleFaults.impossible(ProblemCode.IMPOSSIBLE_POLICY, faults);
        }
    }
}
