package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.message.MessageJson;
import dev.nightdesk.api.platform.json.RawJson;

/** A change whose promises are known. What its events and its answer both tell is written once. */
final class JudgedChange {
    private final ConversationChange change;
    private RawJson conversationView;
    private Message viewed;
    private RawJson messageView;

    JudgedChange(ConversationChange change) {
        this.change = change;
    }

    ConversationChange change() {
        return change;
    }

    Conversation state() {
        return change.state();
    }

    /** The conversation as API keys and agents see it. */
    RawJson conversationView() {
        if (conversationView == null) {
            conversationView = ConversationJson.view(change.state());
        }
        return conversationView;
    }

    /** A message that was written, as API keys and agents see it. */
    RawJson view(Message message) {
        if (!message.equals(viewed)) {
            viewed = message;
            messageView = MessageJson.view(message);
        }
        return messageView;
    }
}
