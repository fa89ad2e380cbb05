package dev.nightdesk.api.organization;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Query;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.util.Locale;

/** The routes of organizations. */
public final class OrganizationRoutes {
    private static final String ID = "organization_id";

    private final OrganizationService service;
    private final Cursors cursors;

    /** Routes to the service. */
    public OrganizationRoutes(OrganizationService service, Cursors cursors) {
        this.service = service;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.CREATE_ORGANIZATION, this::create)
                .on(Operation.LIST_ORGANIZATIONS, this::list)
                .on(Operation.GET_ORGANIZATION, this::get, this::visible)
                .on(Operation.UPDATE_ORGANIZATION, this::update, this::visible)
                .on(Operation.DELETE_ORGANIZATION, this::delete, this::visible);
    }

    private boolean visible(Call call) {
        return service.exists(call.workspaceId(), call.parameter(ID));
    }

    private Answer create(Call call) {
        call.query().check();
        return service.create(call, OrganizationJson.create(call.fields()));
    }

    private Answer list(Call call) {
        Query query = call.query();
        var filter = new OrganizationStore.Filter(query.text("external_id", 255),
                query.text("domain", 253).map(domain -> domain.toLowerCase(Locale.ROOT)));
        int limit = query.count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        query.check();
        return Page.answer(service.list(call, filter, from, limit)
                .map(organization -> RawJson.of(Json.write(OrganizationJson.view(organization)))), call, cursors);
    }

    private Answer get(Call call) {
        call.query().check();
        Organization organization = service.get(call, call.parameter(ID));
        return call.conditional(organization.version(), () -> Answer.ok(OrganizationJson.view(organization)));
    }

    private Answer update(Call call) {
        call.query().check();
        return service.update(call, call.parameter(ID), present -> OrganizationJson.update(call.fields(), present));
    }

    private Answer delete(Call call) {
        call.query().check();
        return service.delete(call, call.parameter(ID));
    }
}
