package dev.nightdesk.api.slapolicy;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.sla.SlaPresets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The routes of policies. */
public final class SlaPolicyRoutes {
    private static final String ID = "sla_policy_id";
    private static final Pattern ANY = Pattern.compile("\\S+");

    private final SlaPolicyService service;
    private final Cursors cursors;

    /** Routes to the service. */
    public SlaPolicyRoutes(SlaPolicyService service, Cursors cursors) {
        this.service = service;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.CREATE_SLA_POLICY, this::create)
                .on(Operation.LIST_SLA_POLICIES, this::list)
                .on(Operation.REORDER_SLA_POLICIES, this::reorder)
                .on(Operation.GET_SLA_POLICY, this::get, this::visible)
                .on(Operation.UPDATE_SLA_POLICY, this::update, this::visible)
                .on(Operation.DELETE_SLA_POLICY, this::delete, this::visible)
                .on(Operation.LIST_SLA_POLICY_VERSIONS, this::versions, this::visible)
                .on(Operation.LIST_SLA_PRESETS, this::presets);
    }

    private boolean visible(Call call) {
        return service.exists(call.workspaceId(), call.parameter(ID));
    }

    private Answer create(Call call) {
        call.query().check();
        return service.create(call, SlaPolicyJson.create(call.fields()));
    }

    /** All of them at once: they are few, and only together do they say which comes first. */
    private Answer list(Call call) {
        call.query().check();
        List<RawJson> views = service.rulebook(call.workspaceId()).map(SlaPolicyService::views).orElse(List.of());
        return Answer.of(200, RawJson.page(views, null));
    }

    private Answer reorder(Call call) {
        call.query().check();
        Fields body = call.fields();
        List<String> ids = body.require("ids").texts("ids", WorkspaceRulebook.MOST_POLICIES, 40, ANY, "an id");
        body.check();
        return service.reorder(call, ids);
    }

    private Answer get(Call call) {
        call.query().check();
        String id = call.parameter(ID);
        WorkspaceRulebook rulebook = service.rulebook(call.workspaceId()).orElseThrow(Problem::notFound);
        KeptPolicy policy = rulebook.policy(id).orElseThrow(Problem::notFound);
        return call.conditional(policy.policy().version(),
                () -> Answer.ok(SlaPolicyJson.view(policy, rulebook.position(id))));
    }

    private Answer update(Call call) {
        call.query().check();
        return service.update(call, call.parameter(ID), present -> SlaPolicyJson.update(call.fields(), present));
    }

    private Answer delete(Call call) {
        call.query().check();
        return service.delete(call, call.parameter(ID));
    }

    private Answer versions(Call call) {
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        Optional<Position> from = cursors.position(call);
        call.query().check();
        List<KeptPolicy> versions = service.versions(call, call.parameter(ID),
                from.map(position -> Integer.valueOf(position.key())), limit + 1);
        Page<KeptPolicy> page = Page.of(versions, limit,
                last -> new Position(Integer.toString(last.policy().version()), last.policy().id()));
        return Page.answer(page.map(SlaPolicyJson::version), call, cursors);
    }

    private Answer presets(Call call) {
        call.query().check();
        return Answer.of(200, RawJson.page(SlaPresets.all().stream().map(SlaPolicyJson::preset).toList(), null));
    }
}
