package dev.nightdesk.api.slapolicy;

import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.schedule.BusinessCalendar;
import dev.nightdesk.api.schedule.Calendars;
import dev.nightdesk.api.schedule.Checked;
import dev.nightdesk.api.schedule.ScheduleFaults;
import dev.nightdesk.api.schedule.ScheduleStore;
import dev.nightdesk.api.sla.SlaPolicy;
import dev.nightdesk.api.sla.SlaPolicyCheck;
import dev.nightdesk.api.sla.SlaPolicyDraft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks policies against the schedules that a workspace has. */
public final class PolicyCheck {
    private final ScheduleStore schedules;
    private final Calendars calendars;

    /** A check with these schedules. */
    public PolicyCheck(ScheduleStore schedules, Calendars calendars) {
        this.schedules = schedules;
        this.calendars = calendars;
    }

    /** The policy that is wished for; refused with every fault when it cannot be. */
    SlaPolicy check(Call call, SlaPolicyJson.Wish wish, String id, int version) {
        Checked<SlaPolicy> checked = check(call, wish.draft(), id, version);
        wish.checkForm(checked.errors());
        return checked.orThrow(errors -> ScheduleFaults.impossible(ProblemCode.IMPOSSIBLE_POLICY, errors));
    }

    /** The policy, or everything that is wrong with the draft. */
    public Checked<SlaPolicy> check(Call call, SlaPolicyDraft draft, String id, int version) {
        List<String> named = draft.targets().stream().map(SlaPolicyDraft.Target::scheduleId).filter(Objects::nonNull)
                .distinct().toList();
        Map<String, BusinessCalendar> found = new HashMap<>();
        schedules.findAll(call.workspaceId(), named).stream().filter(schedule -> !schedule.deleted())
                .forEach(schedule -> found.put(schedule.id(), calendars.of(schedule)));
        return SlaPolicyCheck.check(draft, id, version, found, call.now());
    }
}
