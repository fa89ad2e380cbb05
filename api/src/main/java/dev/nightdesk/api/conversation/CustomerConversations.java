package dev.nightdesk.api.conversation;

import dev.nightdesk.api.customer.ConversationsOfCustomer;
import dev.nightdesk.api.platform.aggregate.Commands;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What becomes of conversations when their customers are merged, parted again or erased. */
public final class CustomerConversations implements ConversationsOfCustomer {
    private final ConversationStore store;
    private final Commands commands;
    private final Eraser eraser;
    private final ConversationEffects effects;
    private final BiFunction<String, String, CustomerStanding> standing;
    private final Function<String, Instant> time;

    /**
     * Changes to the store.
     *
     * @param standing of a customer, by workspace and id
     * @param time of a workspace
     */
    public CustomerConversations(ConversationStore store, Commands commands, Eraser eraser,
            ConversationEffects effects, BiFunction<String, String, CustomerStanding> standing,
            Function<String, Instant> time) {
        this.store = store;
        this.commands = commands;
        this.eraser = eraser;
        this.effects = effects;
        this.standing = standing;
        this.time = time;
    }

    @Override
    public int count(String workspaceId, String customerId) {
        return store.count(workspaceId, customerId);
    }

    @Override
    public int countFormer(String workspaceId, String holderId, String formerId) {
        return store.countMovedFrom(workspaceId, holderId, formerId);
    }

    @Override
    public int move(String workspaceId, String from, String to, int most) {
        CustomerStanding other = standing.apply(workspaceId, to);
        return change(workspaceId, store.ofCustomer(workspaceId, from, most),
                (conversation, now) -> moved(conversation.moveTo(to, now), other));
    }

    @Override
    public int moveBack(String workspaceId, String holderId, String formerId, int most) {
        CustomerStanding other = standing.apply(workspaceId, formerId);
        return change(workspaceId, store.movedFrom(workspaceId, holderId, formerId, most),
                (conversation, now) -> moved(conversation.moveBackTo(formerId, now), other));
    }

    @Override
    public int erase(String workspaceId, String customerId, int most) {
        List<String> ids = store.notErasedOf(workspaceId, customerId, most);
        ids.forEach(id -> store.find(workspaceId, id).ifPresent(eraser::empty));
        return change(workspaceId, ids, Conversation::empty);
    }

    private static ConversationChange moved(ConversationChange change, CustomerStanding standing) {
        return change.events().isEmpty() ? change : change.of(standing);
    }

    private int change(String workspaceId, List<String> ids,
            BiFunction<Conversation, Instant, ConversationChange> transition) {
        Instant now = time.apply(workspaceId);
        for (String id : ids) {
            commands.apply(store, workspaceId, id, now, conversation -> {
                ConversationChange change = transition.apply(conversation, now);
                return change.events().isEmpty() ? Optional.empty()
                        : Optional.of(effects.of(conversation, change, now));
            });
        }
        return ids.size();
    }
}
