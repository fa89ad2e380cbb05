package dev.nightdesk.api.schedule;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.Router;
import java.util.List;
import java.util.Optional;

/** The routes of schedules themselves. */
public final class ScheduleRoutes {
    static final String ID = "schedule_id";

    private final ScheduleService service;
    private final Cursors cursors;

    /** Routes to the service. */
    public ScheduleRoutes(ScheduleService service, Cursors cursors) {
        this.service = service;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.CREATE_SCHEDULE, this::create)
                .on(Operation.LIST_SCHEDULES, this::list)
                .on(Operation.GET_SCHEDULE, this::get, this::visible)
                .on(Operation.UPDATE_SCHEDULE, this::update, this::visible)
                .on(Operation.DELETE_SCHEDULE, this::delete, this::visible)
                .on(Operation.LIST_SCHEDULE_VERSIONS, this::versions, this::visible)
                .on(Operation.IMPORT_SCHEDULE_CALENDAR, this::importCalendar, this::visible);
    }

    private boolean visible(Call call) {
        return service.exists(call.workspaceId(), call.parameter(ID));
    }

    private Answer create(Call call) {
        call.query().check();
        return service.create(call, ScheduleJson.create(call.fields()));
    }

    private Answer list(Call call) {
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        Optional<Position> from = cursors.position(call);
        call.query().check();
        return Page.answer(service.list(call, from, limit).map(ScheduleJson::view), call, cursors);
    }

    private Answer get(Call call) {
        call.query().check();
        WorkspaceSchedule schedule = service.get(call, call.parameter(ID));
        Answer answer = call.conditional(schedule.version(), () -> call.prefers(Answer.SVG)
                ? Answer.picture(ScheduleDrawing.draw(schedule.schedule()))
                : Answer.ok(ScheduleJson.view(schedule)));
        return answer.header("Vary", "Accept");
    }

    private Answer update(Call call) {
        call.query().check();
        return service.update(call, call.parameter(ID), present -> ScheduleJson.update(call.fields(), present));
    }

    private Answer delete(Call call) {
        call.query().check();
        return service.delete(call, call.parameter(ID));
    }

    private Answer versions(Call call) {
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        Optional<Position> from = cursors.position(call);
        call.query().check();
        List<ScheduleVersion> versions = service.get(call, call.parameter(ID)).schedule().versions().reversed();
        int beyond = from.map(position -> Integer.parseInt(position.key())).orElse(Integer.MAX_VALUE);
        List<ScheduleVersion> rest = versions.stream().filter(version -> version.number() < beyond)
                .limit(limit + 1L).toList();
        Page<ScheduleVersion> page = Page.of(rest, limit,
                last -> new Position(Integer.toString(last.number()), call.parameter(ID)));
        return Page.answer(page.map(ScheduleJson::view), call, cursors);
    }

    private Answer importCalendar(Call call) {
        var from = call.query().date("from");
        var to = call.query().date("to");
        call.query().check();
        if (call.text() == null) {
            throw Problem.invalidBody(List.of());
        }
        return service.importCalendar(call, call.parameter(ID), from, to);
    }
}
