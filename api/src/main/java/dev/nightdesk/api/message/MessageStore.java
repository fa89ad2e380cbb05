package dev.nightdesk.api.message;

import dev.nightdesk.api.platform.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads messages that have left the outbox of their conversation, whether they live in their event or have a document
 * of their own. Writing is the relay's.
 */
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

    /** Gives the message a document of its own, unless it has one, before its event is rewritten. */
    void keep(Message message);

    /** The same for the messages of events of a workspace, at least one, that are about to be removed. */
    void keepBroughtBy(List<Event> leaving);

    /** Removes documents of a conversation's messages, at most this many; returns how many. */
    int erase(String workspaceId, String conversationId, int most);
}
