package dev.nightdesk.api.conversation;

import dev.nightdesk.api.conversation.ConversationEvent.Changed;
import dev.nightdesk.api.conversation.ConversationEvent.Kind;
import dev.nightdesk.api.conversation.ConversationEvent.MessageCreated;
import dev.nightdesk.api.conversation.ConversationEvent.MessageRedacted;
import dev.nightdesk.api.conversation.ConversationEvent.ServiceLevel;
import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.message.MongoMessageStore;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.event.BroughtMessage;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.json.Fields;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.sla.SlaEvent;
import dev.nightdesk.api.slapolicy.Rulebooks;
import java.time.Instant;
import java.util.function.Function;

/** Turns decisions about conversations into what is stored and told, service levels included. */
public final class ConversationEffects {
    private final Judgement judgement;

    /** Effects that are judged by these rules. */
    public ConversationEffects(Rulebooks rulebooks) {
        this.judgement = new Judgement(rulebooks);
    }

    /**
     * The effect of a change.
     *
     * @param before the former state; null for a new conversation
     * @param answer what the caller is told of the change once its promises are known; may give null
     */
    Effect<Conversation> of(Conversation before, ConversationChange change, Instant now,
            Function<JudgedChange, Answer> answer) {
        JudgedChange judged = new JudgedChange(judgement.follow(before, change, now));
        return told(before, judged, answer.apply(judged));
    }

    /** The same for a change that nobody waits for. */
    Effect<Conversation> of(Conversation before, ConversationChange change, Instant now) {
        return of(before, change, now, judged -> null);
    }

    /** The effect of a change that has been judged and that nobody waits for. */
    static Effect<Conversation> told(Conversation before, ConversationChange judged) {
        return told(before, new JudgedChange(judged), null);
    }

    private static Effect<Conversation> told(Conversation before, JudgedChange judged, Answer answer) {
        ConversationChange change = judged.change();
        Effect<Conversation> effect = Effect.of(change.state(), answer);
        long sequence = change.state().sequence() - change.events().size();
        for (ConversationEvent event : change.events()) {
            sequence++;
            effect = switch (event) {
                case Changed changed -> effect.event(changed(before, judged, changed.kind(), sequence));
                case MessageCreated created -> message(effect, "message.created", judged, created.message(), sequence);
                case MessageRedacted redacted -> message(effect, "message.redacted", judged, redacted.message(),
                        sequence);
                case ServiceLevel level -> effect.event(level(change.state(), level.event(), sequence));
            };
        }
        return change.slaHistory().isEmpty() ? effect
                : effect.with(SlaHistoryPage.COLLECTION, SlaHistoryPage.of(change));
    }

    private static EventDraft changed(Conversation before, JudgedChange judged, Kind kind, long sequence) {
        Conversation after = judged.state();
        RawJson data = RawJson.of("conversation", judged.conversationView());
        // What an erasure removes must not live on as what was before it.
        if (before != null && !after.phase().erased()) {
            data = data.with("previous", ConversationJson.previous(before, after).text());
        }
        return new EventDraft("conversation." + Fields.wireName(kind), after.id(), sequence, data.text());
    }

    private static EventDraft level(Conversation conversation, SlaEvent event, long sequence) {
        return new EventDraft(event.type().wireName(), conversation.id(), sequence,
                RawJson.of("sla", SlaJson.view(event)).text());
    }

    private static Effect<Conversation> message(Effect<Conversation> effect, String type, JudgedChange judged,
            Message message, long sequence) {
        EventDraft event = new EventDraft(type, message.conversationId(), sequence,
                RawJson.of("message", judged.view(message)).text());
        return message.livesInItsEvent()
                ? effect.event(event.bringing(new BroughtMessage(message.id(), message.text().kind().name(),
                        message.sequence())))
                : effect.with(MongoMessageStore.COLLECTION, message).event(event);
    }
}
