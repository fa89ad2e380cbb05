package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Router;
import java.time.Instant;
import java.util.function.BiFunction;

/** The routes of what can be done with a conversation. */
public final class ConversationActionRoutes {
    private final ConversationService service;
    private final MergeService merges;

    /** Routes to the services. */
    public ConversationActionRoutes(ConversationService service, MergeService merges) {
        this.service = service;
        this.merges = merges;
    }

    /** Adds the routes. */
    public void register(Router router) {
        on(router, Operation.ASSIGN_CONVERSATION,
                (call, id) -> service.assign(call, id, ConversationBody.assign(call.fields())));
        plain(router, Operation.UNASSIGN_CONVERSATION, Conversation::unassign);
        plain(router, Operation.REOPEN_CONVERSATION, Conversation::reopen);
        plain(router, Operation.HOLD_CONVERSATION, Conversation::hold);
        plain(router, Operation.AWAIT_CUSTOMER, Conversation::awaitCustomer);
        on(router, Operation.RESOLVE_CONVERSATION, this::resolve);
        on(router, Operation.CLOSE_CONVERSATION, this::close);
        on(router, Operation.SNOOZE_CONVERSATION, this::snooze);
        on(router, Operation.TAG_CONVERSATION, this::tag);
        on(router, Operation.LINK_CONVERSATION,
                (call, id) -> service.link(call, id, ConversationBody.link(call.fields())));
        on(router, Operation.MERGE_CONVERSATION,
                (call, id) -> merges.merge(call, id, ConversationBody.merge(call.fields())));
    }

    private Answer resolve(Call call, String id) {
        String reason = ConversationBody.resolve(call.fields()).orElse(null);
        return service.actByRules(call, id,
                (conversation, rules) -> conversation.resolve(reason, rules.autoCloseAfter(), call.now()));
    }

    private Answer close(Call call, String id) {
        ConversationBody.empty(call.fields());
        return service.actByRules(call, id, (conversation, rules) -> conversation.close(rules.retention(), call.now()));
    }

    private Answer snooze(Call call, String id) {
        Instant until = ConversationBody.snooze(call.fields(), call.now());
        return service.act(call, id, conversation -> conversation.snooze(until, call.now()));
    }

    private Answer tag(Call call, String id) {
        ConversationBody.Tags tags = ConversationBody.tags(call.fields());
        return service.act(call, id, conversation -> conversation.tag(tags.add(), tags.remove(), call.now()));
    }

    private void plain(Router router, Operation operation,
            BiFunction<Conversation, Instant, ConversationChange> transition) {
        on(router, operation, (call, id) -> {
            ConversationBody.empty(call.fields());
            return service.act(call, id, conversation -> transition.apply(conversation, call.now()));
        });
    }

    private void on(Router router, Operation operation, BiFunction<Call, String, Answer> action) {
        router.on(operation, call -> {
            call.query().check();
            return action.apply(call, call.parameter(ConversationRoutes.ID));
        }, call -> service.visible(call, call.parameter(ConversationRoutes.ID)));
    }
}
