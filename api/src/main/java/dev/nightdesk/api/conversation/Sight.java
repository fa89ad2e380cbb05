package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.json.RawJson;
import java.util.Optional;

/** Who may see which conversation, and how much of it. */
final class Sight {
    private final ConversationStore store;

    Sight(ConversationStore store) {
        this.store = store;
    }

    /**
     * The conversation with what still waits in its outbox.
     *
     * @throws Problem 404 when it is absent or another customer's: the two cannot be told apart
     */
    Loaded<Conversation> load(Call call, String id) {
        return find(call, id).orElseThrow(Problem::notFound);
    }

    Optional<Loaded<Conversation>> find(Call call, String id) {
        return store.find(call.workspaceId(), id).filter(loaded -> sees(call.principal(), loaded.value()));
    }

    static boolean sees(Principal principal, Conversation conversation) {
        return !principal.isCustomer() || conversation.customerId().equals(principal.id());
    }

    static void require(Call call, Conversation conversation) {
        if (!sees(call.principal(), conversation)) {
            throw Problem.notFound();
        }
    }

    static RawJson view(Call call, JudgedChange change) {
        return call.principal().isCustomer() ? ConversationJson.customerView(change.state())
                : change.conversationView();
    }

    static RawJson view(Call call, Conversation conversation) {
        return call.principal().isCustomer() ? ConversationJson.customerView(conversation)
                : ConversationJson.view(conversation);
    }
}
