package dev.nightdesk.api.apikey;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Router;

/** The routes of API keys. */
public final class ApiKeyRoutes {
    private static final String ID = "api_key_id";

    private final ApiKeyService service;
    private final Cursors cursors;

    /** Routes to the service. */
    public ApiKeyRoutes(ApiKeyService service, Cursors cursors) {
        this.service = service;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.CREATE_API_KEY, this::create)
                .on(Operation.LIST_API_KEYS, this::list)
                .on(Operation.GET_API_KEY, this::get, this::visible)
                .on(Operation.REVOKE_API_KEY, this::revoke, this::visible);
    }

    private boolean visible(Call call) {
        return service.exists(call.workspaceId(), call.parameter(ID));
    }

    private Answer create(Call call) {
        call.query().check();
        return service.create(call, ApiKeyJson.create(call.fields()));
    }

    private Answer list(Call call) {
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        call.query().check();
        return Page.answer(service.list(call, from, limit).map(ApiKeyJson::view), call, cursors);
    }

    private Answer get(Call call) {
        call.query().check();
        ApiKey key = service.get(call, call.parameter(ID));
        return call.conditional(key.version(), () -> Answer.ok(ApiKeyJson.view(key)));
    }

    private Answer revoke(Call call) {
        call.query().check();
        call.fields().check();
        return service.revoke(call, call.parameter(ID));
    }
}
