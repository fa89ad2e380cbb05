package dev.nightdesk.api.message;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads messages that have left the outbox of their conversation. Writing is the relay's. */
public interface MessageStore {
    /**
     * Messages of a conversation by sequence.
     *
     * @param kinds only these; empty for all
     * @param beyond start after this sequence, or before it when descending; empty for the first page
     */
    List<Message> list(String workspaceId, String conversationId, Set<MessageKind> kinds, Optional<Long> beyond,
            boolean descending, int most);

    /** The message, if the conversation has it. */
    Optional<Message> find(String workspaceId, String conversationId, String id);

    /** Removes messages of a conversation, at most this many; returns how many. */
    int erase(String workspaceId, String conversationId, int most);
}
