package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.MessageJson;
import dev.nightdesk.api.message.MessageKind;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.json.Fields;
import java.util.List;
import java.util.Set;

/** The routes of conversations themselves. */
public final class ConversationRoutes {
    static final String ID = "conversation_id";

    private final ConversationService service;
    private final Expansion expansion;
    private final Cursors cursors;

    /** Routes to the service. */
    public ConversationRoutes(ConversationService service, Expansion expansion, Cursors cursors) {
        this.service = service;
        this.expansion = expansion;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.onReplaying(Operation.CREATE_CONVERSATION, this::create, null)
                .on(Operation.LIST_CONVERSATIONS, this::list)
                .on(Operation.GET_CONVERSATION, this::get, this::visible)
                .on(Operation.UPDATE_CONVERSATION, this::update, this::visible);
    }

    private boolean visible(Call call) {
        return service.visible(call, call.parameter(ID));
    }

    private Answer create(Call call) {
        call.query().check();
        Fields body = call.fields();
        ConversationBody.Create create = ConversationBody.create(call, body);
        MessageJson.Create message = create.message() == null ? null : MessageJson.read(call, create.message());
        if (message != null && message.text().kind() != MessageKind.REPLY) {
            create.message().fault("kind", "enum", "must be reply for a first message");
        }
        body.check();
        return service.create(call, create, message);
    }

    private Answer list(Call call) {
        ConversationFilter filter = ConversationQuery.read(call);
        Set<String> expand = expansion.read(call);
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        call.query().check();
        Page<Conversation> page = service.list(call, filter, from, limit);
        return Page.answer(new Page<>(expansion.expand(call, page.data(), expand), page.next()), call, cursors);
    }

    private Answer get(Call call) {
        Set<String> expand = expansion.read(call);
        call.query().check();
        Conversation conversation = service.get(call, call.parameter(ID));
        // What is expanded has versions of its own, so that such an answer is never "not modified".
        return expand.isEmpty()
                ? call.conditional(conversation.version(), () -> Answer.ok(Sight.view(call, conversation)))
                : Answer.ok(expansion.expand(call, List.of(conversation), expand).getFirst())
                        .version(conversation.version());
    }

    private Answer update(Call call) {
        call.query().check();
        return service.update(call, call.parameter(ID), present -> ConversationBody.update(call.fields(), present));
    }
}
