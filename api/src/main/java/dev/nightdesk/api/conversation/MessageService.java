package dev.nightdesk.api.conversation;

import dev.nightdesk.api.audit.AuditEntry;
import dev.nightdesk.api.message.Author;
import dev.nightdesk.api.message.AuthorType;
import dev.nightdesk.api.message.Message;
import dev.nightdesk.api.message.MessageDraft;
import dev.nightdesk.api.message.MessageJson;
import dev.nightdesk.api.message.MessageKind;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.OutboxRelay;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Duration;
import java.util.Optional;

/** Messages, written through their conversation: to the one that was named, or to the one that goes on with it. */
public final class MessageService {
    private static final int MOST_HOPS = 20;

    private final ConversationStore store;
    private final Commands commands;
    private final Neighbours neighbours;
    private final MessageDrafts drafts;
    private final MessageThread thread;
    private final ConversationEffects effects;
    private final EventLog events;
    private final OutboxRelay relay;

    /** A service over the store. */
    public MessageService(ConversationStore store, Commands commands, Neighbours neighbours, MessageDrafts drafts,
            MessageThread thread, ConversationEffects effects, EventLog events, OutboxRelay relay) {
        this.store = store;
        this.commands = commands;
        this.neighbours = neighbours;
        this.drafts = drafts;
        this.thread = thread;
        this.effects = effects;
        this.events = events;
        this.relay = relay;
    }

    Answer append(Call call, String conversationId, MessageJson.Create body) {
        thread.checkReference(call, conversationId, body.inReplyTo());
        requireFree(call);
        // What is claimed before the command may not be claimed for a key that is spent.
        return (MessageDrafts.claims(body) ? commands.replay(call) : Optional.<Answer>empty())
                .orElseGet(() -> deliver(call, conversationId, body));
    }

    private Answer deliver(Call call, String conversationId, MessageJson.Create body) {
        String target = conversationId;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            try {
                String place = target;
                return drafts.orGiveBack(call, body, () -> write(call, place, body));
            } catch (GoesOn elsewhere) {
                Conversation ended = elsewhere.conversation;
                String merged = ended.relations().mergedInto();
                target = merged != null ? merged : store.idOfContinuation(call.workspaceId(), ended.id()).orElse(null);
                if (target == null) {
                    try {
                        return drafts.orGiveBack(call, body, () -> followUp(call, ended, body));
                    } catch (DuplicateKey e) {
                        // Another reply has begun the follow-up at the same moment; this one belongs there.
                        target = ended.id();
                    }
                }
            }
        }
        throw Problem.of(ProblemCode.VERSION_CONFLICT, "The conversation keeps moving; try again.");
    }

    /**
     * The message's tombstone. The text is gone from the log before it is gone from the message, which until then has
     * a document: what a crash cuts short can be begun again.
     */
    Answer redact(Call call, String conversationId, String messageId) {
        Message message = thread.get(call, conversationId, messageId);
        if (message.redactedAt() == null) {
            relay.deliver(store, store.find(call.workspaceId(), conversationId).orElseThrow(Problem::notFound));
            thread.keep(message);
            events.rewrite(call.workspaceId(), conversationId, message.eventSequence(),
                    RawJson.of("message", MessageJson.view(message.redact(call.now()))).text());
            neighbours.eraseFiles(call.workspaceId(), message.id(), message.attachments());
        }
        return commands.change(call, store, conversationId, conversation -> {
            ConversationChange change = conversation.redact(message, call.now());
            Message emptied = message.redact(call.now());
            Effect<Conversation> effect = effects.of(conversation, change, call.now(),
                    made -> Answer.ok(MessageJson.view(emptied)).version(emptied.version()));
            return message.redactedAt() != null ? effect : effect.with(AuditEntry.COLLECTION, AuditEntry.of(call,
                    ResourceType.MESSAGE, messageId, redacted(false), redacted(true)));
        });
    }

    private static RawJson redacted(boolean redacted) {
        return new RawJson("{}").with("redacted", Boolean.toString(redacted));
    }

    private Answer write(Call call, String conversationId, MessageJson.Create body) {
        MessageDraft draft = drafts.prepare(call, conversationId, body);
        return commands.change(call, store, conversationId, conversation -> {
            Sight.require(call, conversation);
            Author author = drafts.author(call, body, conversation.customerId(), AuthorType.BOT);
            boolean customerReply = author.type() == AuthorType.CUSTOMER && body.text().kind() == MessageKind.REPLY;
            if (customerReply && conversation.status() == ConversationStatus.CLOSED) {
                throw new GoesOn(conversation);
            }
            ConversationChange change = conversation.write(draft.by(author), call.now());
            return effects.of(conversation, change, call.now(), made -> answer(call, made));
        });
    }

    private Answer followUp(Call call, Conversation ended, MessageJson.Create body) {
        Duration window = neighbours.rules(call.workspaceId()).followUpWindow();
        boolean shown = window == null || !ended.phase().closedAt().plus(window).isBefore(call.now());
        return commands.create(call, ResourceType.CONVERSATION, store, id -> {
            MessageDraft first = drafts.first(call, id, ended.customerId(), body);
            ConversationChange change = Conversation.create(id, call.workspaceId(), ended.lane(), ended.customerId(),
                    ended.details().followUp(), Relations.followUp(ended.id(), shown), first, call.now());
            return effects.of(null, change.of(ended.standing()), call.now(), made -> answer(call, made));
        });
    }

    private void requireFree(Call call) {
        boolean blocked = call.principal().isCustomer() && neighbours
                .customer(call.workspaceId(), call.principal().id()).map(Neighbours.CustomerCard::blocked).orElse(true);
        if (blocked) {
            throw Problem.of(ProblemCode.CUSTOMER_BLOCKED, "The customer is shut out and may not write.");
        }
    }

    private static Answer answer(Call call, JudgedChange change) {
        Message message = change.change().message();
        return Answer.created("/v1/conversations/" + message.conversationId() + "/messages/" + message.id(),
                call.principal().isCustomer() ? MessageJson.customerView(message) : change.view(message))
                .version(message.version());
    }

    /** A customer's reply has met a conversation that has ended. */
    static final class GoesOn extends RuntimeException {
        private final transient Conversation conversation;

        GoesOn(Conversation conversation) {
            super("the conversation has ended", null, false, false);
            this.conversation = conversation;
        }
    }
}
