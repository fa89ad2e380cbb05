package dev.nightdesk.api.operation;

import static dev.nightdesk.api.platform.http.Operation.GET_OPERATION;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Router;

/** The route of operations. */
public final class OperationRoutes {
    private static final String ID = "operation_id";

    private final OperationService service;

    /** Routes to the service. */
    public OperationRoutes(OperationService service) {
        this.service = service;
    }

    /** Adds the route. */
    public void register(Router router) {
        router.on(GET_OPERATION, this::get, this::visible);
    }

    private boolean visible(Call call) {
        return service.exists(call.workspaceId(), call.parameter(ID));
    }

    private Answer get(Call call) {
        call.query().check();
        Operation operation = service.get(call, call.parameter(ID));
        return call.conditional(operation.version(), () -> Answer.ok(OperationJson.view(operation)));
    }
}
