package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.platform.http.TimeRange;
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
        Optional<String> externalId, TimeRange created, TimeRange updated, String sort) {
    /** Stands for those that nobody works on. */
    public static final String NOBODY = "none";
}
