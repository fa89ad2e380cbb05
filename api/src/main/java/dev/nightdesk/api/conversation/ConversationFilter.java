package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.platform.http.TimeRange;
import dev.nightdesk.api.sla.TargetState;
import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.util.Optional;
import java.util.Set;

/**
 * Which conversations to list, and how. Empty parts match all.
 *
 * @param assignee an agent's id, or {@link #NOBODY}
 * @param sort field and direction, as in the query
 */
public record ConversationFilter(Set<ConversationStatus> statuses, Optional<String> assignee,
        Optional<String> customerId, Set<Channel> channels, Set<Priority> priorities, Optional<String> tag,
        Optional<String> externalId, Set<TargetState> slaStates, TimeRange created, TimeRange updated, String sort) {
    /** Stands for those that nobody works on. */
    public static final String NOBODY = "none";
}
