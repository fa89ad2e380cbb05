package dev.nightdesk.api.workspace;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Router;

/** The routes of workspaces, the operator's and the caller's own. */
public final class WorkspaceRoutes {
    private static final String ID = "workspace_id";

    private final WorkspaceService service;
    private final Cursors cursors;

    /** Routes to the service. */
    public WorkspaceRoutes(WorkspaceService service, Cursors cursors) {
        this.service = service;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.CREATE_WORKSPACE, this::create)
                .on(Operation.LIST_WORKSPACES, this::list)
                .on(Operation.GET_WORKSPACE, call -> get(call, call.parameter(ID)))
                .on(Operation.UPDATE_WORKSPACE, call -> update(call, call.parameter(ID)))
                .on(Operation.DELETE_WORKSPACE, this::delete)
                .on(Operation.GET_OWN_WORKSPACE, call -> get(call, call.workspaceId()))
                .on(Operation.UPDATE_OWN_WORKSPACE, call -> update(call, call.workspaceId()));
    }

    private Answer create(Call call) {
        call.query().check();
        return service.create(call, WorkspaceJson.create(call.fields()));
    }

    private Answer list(Call call) {
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        call.query().check();
        return Page.answer(service.list(from, limit).map(WorkspaceJson::view), call, cursors);
    }

    private Answer get(Call call, String id) {
        call.query().check();
        Workspace workspace = service.get(id);
        return call.conditional(workspace.version(), () -> Answer.ok(WorkspaceJson.view(workspace)));
    }

    private Answer update(Call call, String id) {
        call.query().check();
        return service.update(call, id, present -> WorkspaceJson.update(call.fields(), present));
    }

    private Answer delete(Call call) {
        call.query().check();
        return service.delete(call, call.parameter(ID));
    }
}
