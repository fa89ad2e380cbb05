package dev.nightdesk.api.conversation;

import java.util.List;

/** Reads what conversations have left behind of their service levels. Writing is the relay's. */
public interface SlaHistoryStore {
    /** The pages that have left the outbox of the conversation: of many the latest, in the order they were written. */
    List<SlaHistoryPage> latest(String workspaceId, String conversationId, int most);

    /** Removes pages of a conversation, at most this many; returns how many. */
    int erase(String workspaceId, String conversationId, int most);
}
