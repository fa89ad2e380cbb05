package dev.nightdesk.api.agenttoken;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Router;

/** The routes of agent tokens and of the public keys that check them. */
public final class AgentTokenRoutes {
    private static final String AGENT_ID = "agent_id";
    private static final String KEPT_FOR_AN_HOUR = "public, max-age=3600";

    private final AgentTokenService service;
    private final SigningKeys keys;

    /** Routes to the service and the keys. */
    public AgentTokenRoutes(AgentTokenService service, SigningKeys keys) {
        this.service = service;
        this.keys = keys;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.CREATE_AGENT_TOKEN, this::mint, this::visible)
                .on(Operation.GET_JSON_WEB_KEY_SET, this::keySet);
    }

    private boolean visible(Call call) {
        return service.exists(call.workspaceId(), call.parameter(AGENT_ID));
    }

    private Answer mint(Call call) {
        call.query().check();
        return service.mint(call, call.parameter(AGENT_ID), AgentTokenJson.lifetime(call.fields()));
    }

    private Answer keySet(Call call) {
        call.query().check();
        return Answer.ok(AgentTokenJson.keySet(keys.all())).header("Cache-Control", KEPT_FOR_AN_HOUR);
    }
}
