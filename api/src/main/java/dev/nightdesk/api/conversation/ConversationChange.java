package dev.nightdesk.api.conversation;

import dev.nightdesk.api.conversation.ConversationEvent.MessageCreated;
import dev.nightdesk.api.message.Message;
import java.util.List;

/** A decision: the new state, and what has happened, in order. Nothing happened when there are no events. */
public record ConversationChange(Conversation state, List<ConversationEvent> events) {
    /** The message that was written; the caller knows that one was. */
    Message message() {
        return events.stream().filter(MessageCreated.class::isInstance).map(MessageCreated.class::cast).findFirst()
                .orElseThrow().message();
    }
}
