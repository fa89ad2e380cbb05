package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What others have to do with schedules. */
public interface ScheduleUse {
    /** The name of a policy that counts by the schedule; empty when none does. */
    Optional<String> policyNaming(String workspaceId, String scheduleId);

    /** Carries a change of the schedule out, together with what follows from it elsewhere. */
    Answer change(Call call, String scheduleId, Change change);

    /** A change of a schedule; the operator adds to its effect what must happen if and only if the change does. */
    @FunctionalInterface
    interface Change {
        Answer carryOut(UnaryOperator<Effect<WorkspaceSchedule>> addition);
    }
}
