package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.message.MessageStore;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.aggregate.OutboxRelay;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventLog;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes a conversation for good: the data of its events, files, messages, and last the conversation itself, so that
 * a crash anywhere leaves something that is found and erased again.
 */
public final class Eraser {
    private static final int AT_ONCE = 200;
    private static final String NOTHING = "{}";

    private final ConversationStore store;
    private final MessageStore messages;
    private final SlaHistoryStore slaHistory;
    private final Neighbours neighbours;
    private final EventLog events;
    private final OutboxRelay relay;

    /** An eraser over these stores. */
    public Eraser(ConversationStore store, MessageStore messages, SlaHistoryStore slaHistory, Neighbours neighbours, EventLog events,
            OutboxRelay relay) {
        this.store = store;
        this.messages = messages;
        this.slaHistory = slaHistory;
        this.neighbours = neighbours;
        this.events = events;
        this.relay = relay;
    }

    /** Removes what was said in a conversation and what its events tell of it; the conversation stays. */
    void empty(Loaded<Conversation> loaded) {
        relay.deliver(store, loaded);
        // In this order, as a message whose event is about to be removed is given a document.
        emptyEvents(loaded.value().workspaceId(), loaded.value().id());
        eraseMessages(loaded.value().workspaceId(), loaded.value().id());
    }

    void erase(Loaded<Conversation> loaded) {
        Conversation conversation = loaded.value();
        empty(loaded);
        eraseHistory(conversation.workspaceId(), conversation.id());
        Loaded<Conversation> delivered = new Loaded<>(conversation, List.of());
        store.bury(delivered, OutboxEntry.nothing(conversation.version() + 1));
    }

    private void eraseMessages(String workspaceId, String id) {
        List<Message> some = messages.list(workspaceId, id, Set.of(), Optional.empty(), false, AT_ONCE);
        while (!some.isEmpty()) {
            some.forEach(message -> neighbours.eraseFiles(workspaceId, message.id(),
                    message.attachments()));
            messages.erase(workspaceId, id, AT_ONCE);
            some = messages.list(workspaceId, id, Set.of(), Optional.empty(), false, AT_ONCE);
        }
    }

    private void eraseHistory(String workspaceId, String id) {
        int erased = slaHistory.erase(workspaceId, id, AT_ONCE);
        while (erased > 0) {
            erased = slaHistory.erase(workspaceId, id, AT_ONCE);
        }
    }

    private void emptyEvents(String workspaceId, String id) {
        List<Event> some = events.ofConversation(workspaceId, id, 0, AT_ONCE);
        while (!some.isEmpty()) {
            some.forEach(event -> events.rewrite(workspaceId, id, event.draft().conversationSequence(), NOTHING));
            some = events.ofConversation(workspaceId, id, some.getLast().draft().conversationSequence(), AT_ONCE);
        }
    }
}
