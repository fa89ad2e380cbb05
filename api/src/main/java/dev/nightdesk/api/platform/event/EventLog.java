package dev.nightdesk.api.platform.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The log of a workspace's events, numbered densely from 1. An event can be read only when every smaller number can,
 * so a reader that resumes after a number never misses one.
 */
public interface EventLog {
    /**
     * Appends events of one workspace in order, each once however often it is offered.
     *
     * @return how many were new
     */
    int append(String workspaceId, List<Event> events);

    /** Events after a number, in order, at most this many. */
    List<Event> after(String workspaceId, long sequence, int most);

    /** Events of one conversation after a conversation sequence, in order, at most this many. */
    List<Event> ofConversation(String workspaceId, String conversationId, long conversationSequence, int most);

    /** Events of one conversation between two numbers, the first excluded, in order, at most this many. */
    List<Event> ofConversation(String workspaceId, String conversationId, long after, long upTo, int most);

    /** The event with this id; empty when the workspace's log has none. */
    Optional<Event> find(String workspaceId, String eventId);

    /** Those of the ids that the workspace's log has, in no order. */
    List<Event> findAll(String workspaceId, List<String> eventIds);

    /** The number of the newest event; 0 for an empty log. */
    long end(String workspaceId);

    /**
     * A number that events from the instant on are probably greater than. Events are numbered as they arrive, a moment
     * after they happen, so ask for an instant somewhat earlier and look at the timestamps.
     */
    long endBefore(String workspaceId, Instant instant);

    /** Whether an event that the log does not have may have been in it: it is older than the oldest one kept. */
    boolean expired(String workspaceId, String eventId);

    /**
     * Events of one conversation that bring a message, by the sequence of that.
     *
     * @param kinds only these; empty for all
     * @param beyond start after this sequence, or before it when descending; empty for the first page
     */
    List<Event> messages(String workspaceId, String conversationId, Set<String> kinds, Optional<Long> beyond,
            boolean descending, int most);

    /**
     * Puts other data into an event of a conversation: what was redacted must not live on in the log. It brings no
     * message any more.
     */
    void rewrite(String workspaceId, String conversationId, long conversationSequence, String data);

    /** Empties the data of events that show the person's profile, at most this many; returns how many. */
    int empty(String workspaceId, String personId, int most);

    /**
     * Removes the oldest events up to the instant and to the number, at most this many; returns how many. It stops
     * before a receipt that is still good, which only a test clock's time can overtake.
     *
     * @param now real time
     * @param leaving is shown those that bring a message, if any does, before they are removed
     */
    int purge(String workspaceId, Instant until, long upTo, Instant now, int most, Consumer<List<Event>> leaving);
}
