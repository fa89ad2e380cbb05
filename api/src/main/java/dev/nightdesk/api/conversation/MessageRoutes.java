package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Message;
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

/** The routes of messages. */
public final class MessageRoutes {
    private static final String MESSAGE = "message_id";

    private final ConversationService conversations;
    private final MessageService service;
    private final MessageThread thread;
    private final Cursors cursors;

    /** Routes to the services. */
    public MessageRoutes(ConversationService conversations, MessageService service, MessageThread thread,
            Cursors cursors) {
        this.conversations = conversations;
        this.service = service;
        this.thread = thread;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.onReplaying(Operation.CREATE_MESSAGE, this::create, this::visible)
                .on(Operation.LIST_MESSAGES, this::list, this::visible)
                .on(Operation.GET_MESSAGE, this::get, this::visible)
                .on(Operation.REDACT_MESSAGE, this::redact, this::visible);
    }

    private boolean visible(Call call) {
        return conversations.visible(call, conversation(call));
    }

    private Answer create(Call call) {
        call.query().check();
        Fields body = call.fields();
        MessageJson.Create create = MessageJson.read(call, body);
        body.check();
        return service.append(call, conversation(call), create);
    }

    private Answer list(Call call) {
        Set<MessageKind> kinds = call.query().choices("kind", MessageKind.class);
        boolean descending = call.query().oneOf("sort", List.of("sequence", "-sequence")).filter("-sequence"::equals)
                .isPresent();
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        call.query().check();
        return Page.answer(thread.list(call, conversation(call), kinds, descending, from, limit)
                .map(message -> MessageThread.view(call, message)), call, cursors);
    }

    private Answer get(Call call) {
        call.query().check();
        Message message = thread.get(call, conversation(call), call.parameter(MESSAGE));
        return call.conditional(message.version(), () -> Answer.ok(MessageThread.view(call, message)));
    }

    private Answer redact(Call call) {
        call.query().check();
        Fields body = call.fields();
        body.name("reason", 200);
        body.check();
        return service.redact(call, conversation(call), call.parameter(MESSAGE));
    }

    private static String conversation(Call call) {
        return call.parameter(ConversationRoutes.ID);
    }
}
