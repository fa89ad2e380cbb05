package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.sla.SlaEvent;

/** What has happened to a conversation. */
public sealed interface ConversationEvent {
    /** The conversation itself changed. */
    record Changed(Kind kind) implements ConversationEvent {
    }

    /** A message was added. */
    record MessageCreated(Message message) implements ConversationEvent {
    }

    /** A message was emptied for good. */
    record MessageRedacted(Message message) implements ConversationEvent {
    }

    /** Something became true of a promise. */
    record ServiceLevel(SlaEvent event) implements ConversationEvent {
    }

    /** How the conversation changed. */
    enum Kind {
        CREATED, UPDATED, ASSIGNED, UNASSIGNED, HELD, PENDED, SNOOZED, RESOLVED, REOPENED, CLOSED, TAGGED, LINKED,
        MERGED
    }
}
