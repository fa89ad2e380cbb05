package dev.nightdesk.api.conversation;

import dev.nightdesk.api.conversation.ConversationEvent.MessageCreated;
import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.sla.SlaHistory;
import java.util.List;

/**
 * A decision: the new state, and what has happened, in order. Nothing happened when there are no events.
 *
 * @param slaHistory what the state no longer carries of its service levels
 */
public record ConversationChange(Conversation state, List<ConversationEvent> events, List<SlaHistory> slaHistory) {
    ConversationChange(Conversation state, List<ConversationEvent> events) {
        this(state, events, List.of());
    }

    /** The same for a customer of this standing. */
    ConversationChange of(CustomerStanding standing) {
        return new ConversationChange(state.with(standing), events, slaHistory);
    }

    /** The message that was written; the caller knows that one was. */
    Message message() {
        return events.stream().filter(MessageCreated.class::isInstance).map(MessageCreated.class::cast).findFirst()
                .orElseThrow().message();
    }
}
