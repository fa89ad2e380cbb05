package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.standing.ConversationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps conversations. In a workspace an external id is unique, and so is the conversation that continues a closed one.
 */
public interface ConversationStore extends AggregateStore<Conversation> {
    /** One page in the filter's order. */
    Page<Conversation> list(String workspaceId, ConversationFilter filter, Optional<Position> from, int limit);

    /** The id of the conversation with this external id; empty when none has it. */
    Optional<String> idOfExternal(String workspaceId, String externalId);

    /** The id of the conversation that takes the messages meant for a closed one; empty when none does. */
    Optional<String> idOfContinuation(String workspaceId, String closedId);

    /** Conversations of a lane whose timers are due at the instant, the longest overdue first, at most this many. */
    List<Loaded<Conversation>> due(String lane, Instant at, int most);

    /** The earliest timer of a lane; empty when none is set. */
    Optional<Instant> nextDue(String lane);

    /** One page of conversations in a status with what they owe, newest first. */
    Page<Loaded<Conversation>> inStatus(String workspaceId, ConversationStatus status, Optional<Position> from,
            int limit);

    /** How many conversations are in any of the statuses. */
    long count(String workspaceId, Set<ConversationStatus> statuses);

    /** Ids of a customer's conversations, at most this many. */
    List<String> ofCustomer(String workspaceId, String customerId, int most);

    /** The same, only those that are more than a shell. */
    List<String> notErasedOf(String workspaceId, String customerId, int most);

    /** The same, only those that were moved away from a former customer. */
    List<String> movedFrom(String workspaceId, String holderId, String formerId, int most);

    /** How many conversations a customer has. */
    int count(String workspaceId, String customerId);

    /** How many of them were moved away from a former customer. */
    int countMovedFrom(String workspaceId, String holderId, String formerId);

    /** Whether any conversation that is not closed is assigned to the agent. */
    boolean hasOpenOf(String workspaceId, String agentId);
}
