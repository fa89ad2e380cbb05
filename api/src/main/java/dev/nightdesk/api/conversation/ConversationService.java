package dev.nightdesk.api.conversation;

import dev.nightdesk.api.conversation.Neighbours.CustomerCard;
import dev.nightdesk.api.message.MessageDraft;
import dev.nightdesk.api.message.MessageJson;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Conversations: beginning them, reading them, changing where they stand. */
public final class ConversationService {
    private final ConversationStore store;
    private final Commands commands;
    private final Neighbours neighbours;
    private final MessageDrafts drafts;
    private final ConversationEffects effects;
    private final Sight sight;

    /** A service over the store. */
    public ConversationService(ConversationStore store, Commands commands, Neighbours neighbours,
            MessageDrafts drafts, ConversationEffects effects) {
        this.store = store;
        this.commands = commands;
        this.neighbours = neighbours;
        this.drafts = drafts;
        this.effects = effects;
        this.sight = new Sight(store);
    }

    /** Whose conversation it is; empty when the workspace has none with this id. */
    public Optional<String> customerOf(String workspaceId, String id) {
        return store.find(workspaceId, id).map(loaded -> loaded.value().customerId());
    }

    /** Whether the caller may know of it. */
    public boolean visible(Call call, String id) {
        return sight.find(call, id).isPresent();
    }

    /** The conversation, if the caller may see it; 404 otherwise. */
    public Conversation get(Call call, String id) {
        return sight.load(call, id).value();
    }

    Page<Conversation> list(Call call, ConversationFilter filter, Optional<Position> from, int limit) {
        return store.list(call.workspaceId(), filter, from, limit);
    }

    /** A new conversation, with its first message if one is given: both or neither. */
    Answer create(Call call, ConversationBody.Create body, MessageJson.Create message) {
        // A customer given with the conversation may not be made for a key that is spent.
        return (body.customer() == null ? Optional.<Answer>empty() : commands.replay(call))
                .orElseGet(() -> drafts.orGiveBack(call, message, () -> begin(call, body, message)));
    }

    private Answer begin(Call call, ConversationBody.Create body, MessageJson.Create message) {
        return unique(call, body.details(), () -> beginByGuess(call, body, message).orElseGet(() -> {
            CustomerCard customer = customer(call, body);
            if (!isFree(call, customer)) {
                throw Problem.of(ProblemCode.CUSTOMER_BLOCKED, "The customer is shut out and may not write.");
            }
            return make(call, message, decision(call, body, message, customer));
        }));
    }

    /** For a customer as this node saw it last, which saves a trip; a refusal is left to who reads it anew. */
    private Optional<Answer> beginByGuess(Call call, ConversationBody.Create body, MessageJson.Create message) {
        if (body.customer() != null || claims(message)) {
            return Optional.empty();
        }
        return neighbours.guessCustomer(call.workspaceId(), customerId(call, body))
                .filter(guess -> isFree(call, guess.value()))
                .flatMap(guess -> commands.createByGuess(call, ResourceType.CONVERSATION, store,
                        guess.map(customer -> decision(call, body, message, customer))));
    }

    private Function<String, Effect<Conversation>> decision(Call call, ConversationBody.Create body,
            MessageJson.Create message, CustomerCard customer) {
        Details details = body.languageGiven() || customer.locale() == null ? body.details()
                : inLanguage(body.details(), customer.locale());
        return id -> {
            MessageDraft first = message == null ? null : drafts.first(call, id, customer.id(), message);
            ConversationChange change = first == null
                    ? Conversation.create(id, call.workspaceId(), lane(call), customer.id(), details, Relations.NONE,
                            call.now())
                    : Conversation.create(id, call.workspaceId(), lane(call), customer.id(), details, Relations.NONE,
                            first, call.now());
            return effects.of(null, change.of(customer.standing()), call.now(), made -> Answer
                    .created("/v1/conversations/" + id, Sight.view(call, made)).version(1));
        };
    }

    /** A message that takes something for itself takes it for the same conversation each time it is tried. */
    private Answer make(Call call, MessageJson.Create message, Function<String, Effect<Conversation>> decide) {
        return claims(message) ? commands.create(call, ResourceType.CONVERSATION, store, decide)
                : commands.createAtOnce(call, ResourceType.CONVERSATION, store, decide);
    }

    private static boolean claims(MessageJson.Create message) {
        return message != null && MessageDrafts.claims(message);
    }

    Answer update(Call call, String id, UnaryOperator<Details> patch) {
        Details asked = patch.apply(get(call, id).details());
        return unique(call, asked, () -> commands.change(call, store, id, conversation -> {
            call.precondition().check(conversation.version());
            return effect(call, conversation, conversation.update(patch.apply(conversation.details()), call.now()));
        }));
    }

    /** An action: a transition of the conversation, answered with its new state. */
    Answer act(Call call, String id, Function<Conversation, ConversationChange> transition) {
        return commands.change(call, store, id, conversation -> {
            Sight.require(call, conversation);
            return effect(call, conversation, transition.apply(conversation));
        });
    }

    /** An action that needs the workspace's rules. */
    Answer actByRules(Call call, String id, BiFunction<Conversation, Neighbours.Rules, ConversationChange> transition) {
        Neighbours.Rules rules = neighbours.rules(call.workspaceId());
        return act(call, id, conversation -> transition.apply(conversation, rules));
    }

    Answer assign(Call call, String id, String agentId) {
        get(call, id);
        if (!neighbours.hasAgent(call.workspaceId(), agentId)) {
            throw Problem.ofField(ProblemCode.UNKNOWN_REFERENCE, "#/agent_id", "unknown_reference",
                    "There is no such agent.");
        }
        return act(call, id, conversation -> conversation.assign(agentId, call.now()));
    }

    Answer link(Call call, String id, ConversationBody.LinkTo link) {
        get(call, id);
        requireOther(call, id, link.conversationId(), "#/conversation_id");
        return act(call, id, conversation -> conversation.link(link.conversationId(), link.kind(), call.now()));
    }

    /** Another conversation that exists, by the field that names it. */
    Conversation requireOther(Call call, String id, String other, String pointer) {
        if (id.equals(other)) {
            throw Problem.ofField(ProblemCode.SAME_RESOURCE, pointer, "conflicting_fields",
                    "This is the conversation itself.");
        }
        return sight.find(call, other).map(loaded -> loaded.value()).orElseThrow(() -> Problem.ofField(
                ProblemCode.UNKNOWN_REFERENCE, pointer, "unknown_reference", "There is no such conversation."));
    }

    private CustomerCard customer(Call call, ConversationBody.Create body) {
        if (body.customer() != null) {
            return neighbours.findOrMakeCustomer(call, body.customer());
        }
        return neighbours.customer(call.workspaceId(), customerId(call, body)).orElseThrow(() -> Problem.ofField(
                ProblemCode.UNKNOWN_REFERENCE, "#/customer_id", "unknown_reference", "There is no such customer."));
    }

    private static String customerId(Call call, ConversationBody.Create body) {
        return call.principal().isCustomer() ? call.principal().id() : body.customerId();
    }

    private static boolean isFree(Call call, CustomerCard customer) {
        return !(customer.blocked() && call.principal().isCustomer());
    }

    private Effect<Conversation> effect(Call call, Conversation before, ConversationChange change) {
        return effects.of(before, change, call.now(), made -> Answer.ok(Sight.view(call, made))
                .version(made.state().version()));
    }

    private Answer unique(Call call, Details details, Supplier<Answer> write) {
        try {
            return write.get();
        } catch (DuplicateKey e) {
            if (!e.index().equals(MongoConversationStore.EXTERNAL_ID_INDEX)) {
                throw e;
            }
            Problem problem = Problem.of(ProblemCode.DUPLICATE_EXTERNAL_ID,
                    "Another conversation has this external_id.");
            throw store.idOfExternal(call.workspaceId(), details.externalId())
                    .map(existing -> problem.with("existing_id", existing)).orElse(problem);
        }
    }

    static String lane(Call call) {
        return Objects.requireNonNullElse(call.principal().testClockId(), Conversation.LIVE);
    }

    private static Details inLanguage(Details details, String language) {
        return new Details(details.subject(), details.channel(), details.priority(), language, details.tags(),
                details.attributes(), details.externalId(), details.metadata());
    }
}
