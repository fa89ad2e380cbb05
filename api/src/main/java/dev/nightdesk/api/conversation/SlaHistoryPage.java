package dev.nightdesk.api.conversation;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.sla.SlaHistory;
import java.util.List;

/**
 * What one write of a conversation has left behind of its service levels. It is kept as long as the conversation.
 *
 * @param number the version of the conversation that the write made
 */
public record SlaHistoryPage(String workspaceId, String conversationId, long number, List<SlaHistory> entries)
        implements Aggregate {
    /** Where pages live. */
    static final String COLLECTION = "sla_history";

    static SlaHistoryPage of(ConversationChange change) {
        Conversation state = change.state();
        return new SlaHistoryPage(state.workspaceId(), state.id(), state.version(), change.slaHistory());
    }

    @Override
    public String id() {
        return conversationId + ":" + number;
    }

    /** A page is written once. */
    @Override
    public long version() {
        return 1;
    }
}
