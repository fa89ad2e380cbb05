package dev.nightdesk.api.conversation;

import dev.nightdesk.api.conversation.ConversationEvent.Changed;
import dev.nightdesk.api.conversation.ConversationEvent.Kind;
import dev.nightdesk.api.conversation.ConversationEvent.MessageCreated;
import dev.nightdesk.api.conversation.ConversationEvent.MessageRedacted;
import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.message.MessageJson;
import dev.nightdesk.api.message.MongoMessageStore;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.RawJson;

/** Turns decisions about conversations into what is stored and told. */
final class ConversationEffects {
    private ConversationEffects() {
    }

    /** The effect of a change, with this answer; the former state is null for a new conversation. */
    static Effect<Conversation> of(Conversation before, ConversationChange change, Answer answer) {
        Effect<Conversation> effect = Effect.of(change.state(), answer);
        long sequence = change.state().sequence() - change.events().size();
        for (ConversationEvent event : change.events()) {
            sequence++;
            effect = switch (event) {
                case Changed changed -> effect.event(changed(before, change.state(), changed.kind(), sequence));
                case MessageCreated created -> message(effect, "message.created", created.message(), sequence);
                case MessageRedacted redacted -> message(effect, "message.redacted", redacted.message(), sequence);
            };
        }
        return effect;
    }

    private static EventDraft changed(Conversation before, Conversation after, Kind kind, long sequence) {
        RawJson data = RawJson.of("conversation", ConversationJson.view(after));
        // What an erasure removes must not live on as what was before it.
        if (before != null && !after.phase().erased()) {
            data = data.with("previous", ConversationJson.previous(before, after).text());
        }
        return new EventDraft("conversation." + Fields.wireName(kind), after.id(), sequence, data.text());
    }

    private static Effect<Conversation> message(Effect<Conversation> effect, String type, Message message,
            long sequence) {
        return effect.with(MongoMessageStore.COLLECTION, message).event(new EventDraft(type, message.conversationId(),
                sequence, RawJson.of("message", MessageJson.view(message)).text()));
    }
}
