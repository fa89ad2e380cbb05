package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.Query;
import dev.nightdesk.api.platform.http.Router;
import java.time.Duration;
import java.time.Instant;

/** The routes of arithmetic over open time. */
public final class CalendarRoutes {
    private final ScheduleService service;

    /** Routes to the service. */
    public CalendarRoutes(ScheduleService service) {
        this.service = service;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.GET_SCHEDULE_OPENING, this::open, this::visible)
                .on(Operation.GET_SCHEDULE_NEXT_OPENING, this::nextOpen, this::visible)
                .on(Operation.GET_SCHEDULE_ELAPSED, this::elapsed, this::visible)
                .on(Operation.ADD_SCHEDULE_TIME, this::add, this::visible);
    }

    private boolean visible(Call call) {
        return service.exists(call.workspaceId(), call.parameter(ScheduleRoutes.ID));
    }

    private Answer open(Call call) {
        Instant at = instant(call, "at");
        return Answer.ok(ScheduleJson.view(calendar(call).open(at)));
    }

    private Answer nextOpen(Call call) {
        Instant after = instant(call, "after");
        return Answer.ok(ScheduleJson.view(calendar(call).nextOpen(after)));
    }

    private Answer elapsed(Call call) {
        call.query().required("from");
        Instant from = instant(call, "from");
        Instant to = instant(call, "to");
        return Answer.ok(new ScheduleJson.ElapsedView(calendar(call).elapsed(from, to).toString()));
    }

    private Answer add(Call call) {
        Instant from = instant(call, "from");
        Query query = call.query();
        query.required("duration");
        Duration duration = query.duration("duration").orElseThrow();
        return Answer.ok(ScheduleJson.view(calendar(call).add(from, duration)));
    }

    private BusinessCalendar calendar(Call call) {
        call.query().check();
        return service.calendar(call, call.parameter(ScheduleRoutes.ID));
    }

    private static Instant instant(Call call, String name) {
        Instant instant = call.query().instant(name).orElse(call.now());
        if (instant.isBefore(BusinessCalendar.EARLIEST) || !instant.isBefore(BusinessCalendar.LATEST)) {
            throw Problem.invalidParameter(name, "out_of_range", "must lie in the years 1900 to 2299");
        }
        return instant;
    }
}
