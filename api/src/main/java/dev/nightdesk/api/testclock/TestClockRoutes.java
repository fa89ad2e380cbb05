package dev.nightdesk.api.testclock;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Router;

/** The routes of test clocks. */
public final class TestClockRoutes {
    private static final String ID = "test_clock_id";

    private final TestClockService service;
    private final Cursors cursors;

    /** Routes to the service. */
    public TestClockRoutes(TestClockService service, Cursors cursors) {
        this.service = service;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.CREATE_TEST_CLOCK, this::create)
                .on(Operation.LIST_TEST_CLOCKS, this::list)
                .on(Operation.GET_TEST_CLOCK, this::get)
                .on(Operation.ADVANCE_TEST_CLOCK, this::advance);
    }

    private Answer create(Call call) {
        call.query().check();
        return service.create(call, TestClockJson.create(call.fields()));
    }

    private Answer list(Call call) {
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        call.query().check();
        return Page.answer(service.list(from, limit).map(TestClockJson::view), call, cursors);
    }

    private Answer get(Call call) {
        call.query().check();
        TestClock clock = service.get(call.parameter(ID));
        return call.conditional(clock.version(), () -> Answer.ok(TestClockJson.view(clock)));
    }

    private Answer advance(Call call) {
        call.query().check();
        return service.advance(call, call.parameter(ID), TestClockJson.advance(call.fields()));
    }
}
