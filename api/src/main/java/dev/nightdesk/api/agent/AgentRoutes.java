package dev.nightdesk.api.agent;

import dev.nightdesk.api.platform.auth.AgentRole;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Query;
import dev.nightdesk.api.platform.http.Router;
import java.util.Locale;

/** The routes of agents. */
public final class AgentRoutes {
    private static final String ID = "agent_id";

    private final AgentService service;
    private final Cursors cursors;

    /** Routes to the service. */
    public AgentRoutes(AgentService service, Cursors cursors) {
        this.service = service;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.CREATE_AGENT, this::create)
                .on(Operation.LIST_AGENTS, this::list)
                .on(Operation.GET_AGENT, this::get, this::visible)
                .on(Operation.UPDATE_AGENT, this::update, this::visible)
                .on(Operation.DELETE_AGENT, this::delete, this::visible);
    }

    private boolean visible(Call call) {
        return service.find(call.workspaceId(), call.parameter(ID)).isPresent();
    }

    private Answer create(Call call) {
        call.query().check();
        return service.create(call, AgentJson.create(call.fields()));
    }

    private Answer list(Call call) {
        Query query = call.query();
        var filter = new AgentStore.Filter(query.text("email", 254).map(email -> email.toLowerCase(Locale.ROOT)),
                query.text("external_id", 255), query.choice("role", AgentRole.class));
        int limit = query.count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        query.check();
        return Page.answer(service.list(call, filter, from, limit).map(AgentJson::view), call, cursors);
    }

    private Answer get(Call call) {
        call.query().check();
        Agent agent = service.get(call, call.parameter(ID));
        return call.conditional(agent.version(), () -> Answer.ok(AgentJson.view(agent)));
    }

    private Answer update(Call call) {
        call.query().check();
        return service.update(call, call.parameter(ID), present -> AgentJson.update(call.fields(), present));
    }

    private Answer delete(Call call) {
        call.query().check();
        return service.delete(call, call.parameter(ID));
    }
}
