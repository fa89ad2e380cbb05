package dev.nightdesk.api.identitysecret;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Router;

/** The routes of identity secrets. */
public final class IdentitySecretRoutes {
    private static final String ID = "identity_secret_id";

    private final IdentitySecretService service;
    private final Cursors cursors;

    /** Routes to the service. */
    public IdentitySecretRoutes(IdentitySecretService service, Cursors cursors) {
        this.service = service;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.CREATE_IDENTITY_SECRET, this::create)
                .on(Operation.LIST_IDENTITY_SECRETS, this::list)
                .on(Operation.GET_IDENTITY_SECRET, this::get, this::visible)
                .on(Operation.REVOKE_IDENTITY_SECRET, this::revoke, this::visible);
    }

    private boolean visible(Call call) {
        return service.exists(call.workspaceId(), call.parameter(ID));
    }

    private Answer create(Call call) {
        call.query().check();
        return service.create(call, IdentitySecretJson.create(call.fields()));
    }

    private Answer list(Call call) {
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        call.query().check();
        return Page.answer(service.list(call, from, limit).map(IdentitySecretJson::view), call, cursors);
    }

    private Answer get(Call call) {
        call.query().check();
        IdentitySecret secret = service.get(call, call.parameter(ID));
        return call.conditional(secret.version(), () -> Answer.ok(IdentitySecretJson.view(secret)));
    }

    private Answer revoke(Call call) {
        call.query().check();
        call.fields().check();
        return service.revoke(call, call.parameter(ID));
    }
}
