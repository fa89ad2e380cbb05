package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.MessageDraft;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Duration;

/**
 * Merging two conversations: two writes, of which the first, on the one that ends, decides. The second is derived from
 * it and repeatable, so that a retry after a crash between the two completes the merge.
 */
public final class MergeService {
    private final ConversationStore store;
    private final Commands commands;
    private final ConversationService conversations;
    private final Neighbours neighbours;
    private final ConversationEffects effects;

    /** A service over the store. */
    public MergeService(ConversationStore store, Commands commands, ConversationService conversations,
            Neighbours neighbours, ConversationEffects effects) {
        this.store = store;
        this.commands = commands;
        this.conversations = conversations;
        this.neighbours = neighbours;
        this.effects = effects;
    }

    Answer merge(Call call, String id, String into) {
        Conversation ending = conversations.get(call, id);
        Conversation survivor = conversations.requireOther(call, id, into, "#/into");
        if (!ending.customerId().equals(survivor.customerId())) {
            throw Problem.of(ProblemCode.DIFFERENT_CUSTOMERS, "Only conversations of one customer can be merged.");
        }
        boolean begunBefore = into.equals(ending.relations().mergedInto());
        if (!begunBefore) {
            requireAlive(survivor);
            Duration retention = neighbours.rules(call.workspaceId()).retention();
            commands.change(call.withoutKey(), store, id, conversation -> effects.of(conversation,
                    conversation.mergeInto(into, retention, call.now()), call.now()));
        }
        return commands.change(call, store, into, conversation -> {
            // Who repeats the request that merged them is replayed before this; anybody else is too late.
            if (linked(conversation, id)) {
                ending.requireNotClosed();
            }
            MessageDraft entry = MessageDraft.system(Ids.derived(ResourceType.MESSAGE, id + into),
                    "Conversation " + id + " was merged into this one.");
            ConversationChange change = conversation.absorb(id, entry, call.now());
            return effects.of(conversation, change, call.now(), made -> Answer.ok(made.conversationView())
                    .version(made.state().version()));
        });
    }

    /** Asked before the first write, so that a merge into a dead end leaves both as they were. */
    private static void requireAlive(Conversation survivor) {
        if (survivor.relations().mergedInto() != null) {
            throw Problem.of(ProblemCode.CONVERSATION_MERGED, "The surviving conversation was merged itself.")
                    .with("existing_id", survivor.relations().mergedInto());
        }
        if (survivor.status() == ConversationStatus.CLOSED) {
            throw Problem.of(ProblemCode.CONVERSATION_CLOSED, "The surviving conversation is closed.");
        }
    }

    private static boolean linked(Conversation survivor, String id) {
        return survivor.relations().links().stream()
                .anyMatch(link -> link.conversationId().equals(id) && link.kind() == LinkKind.MERGED);
    }
}
