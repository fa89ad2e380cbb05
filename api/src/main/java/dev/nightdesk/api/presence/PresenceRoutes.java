package dev.nightdesk.api.presence;

import dev.nightdesk.api.conversation.ConversationService;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Endpoint;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;
import java.util.List;
import java.util.Optional;

/** The routes of presence. */
public final class PresenceRoutes {
    private static final String ID = "conversation_id";

    private final PresenceService service;
    private final ConversationService conversations;
    private final Cursors cursors;

    /** Routes to the service. */
    public PresenceRoutes(PresenceService service, ConversationService conversations, Cursors cursors) {
        this.service = service;
        this.conversations = conversations;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        Endpoint.Visibility visible = call -> conversations.visible(call, call.parameter(ID));
        router.on(Operation.SIGNAL_TYPING, this::typing, visible)
                .on(Operation.MARK_READ, this::read, visible)
                .on(Operation.LIST_PARTICIPANTS, this::participants, visible);
    }

    private Answer typing(Call call) {
        call.query().check();
        Fields body = call.fields();
        String preview = body.text("preview", 1_000);
        body.check();
        return service.type(call, call.parameter(ID), preview);
    }

    private Answer read(Call call) {
        call.query().check();
        Fields body = call.fields();
        String message = body.require("message_id").formatted("message_id", 40, "a message's id",
                text -> Optional.of(text).filter(ResourceType.MESSAGE::matches));
        body.check();
        return service.read(call, call.parameter(ID), message);
    }

    /** The list is bounded, so a page is a cut of it; a position is the number of those before. */
    private Answer participants(Call call) {
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        int from = cursors.position(call).map(position -> Integer.parseInt(position.key())).orElse(0);
        call.query().check();
        List<RawJson> all = service.participants(call, call.parameter(ID)).stream()
                .map(view -> RawJson.of(Json.write(view))).toList();
        int to = Math.min(all.size(), from + limit);
        Page<RawJson> page = new Page<>(all.subList(Math.min(from, to), to),
                to < all.size() ? Optional.of(new Position(Integer.toString(to), "")) : Optional.empty());
        return Page.answer(page, call, cursors);
    }
}
