package dev.nightdesk.api.sla;

/** Something that happened to a conversation and that service levels care about. */
public sealed interface SlaInput {
    /** Who wrote a message, as far as answers are concerned. */
    enum Author {
        CUSTOMER,
        /** A public reply by an agent. */
        AGENT,
        /** A public reply by a bot. */
        BOT,
        /** An internal note, whoever wrote it. */
        NOTE
    }

    /** A message was accepted. */
    record Message(Author author) implements SlaInput {}

    /** Status, priority, channel, tags or anything else of the conversation became what {@code subject} says. */
    record SubjectChanged(SlaSubject subject) implements SlaInput {}

    /** The conversation began to wait in a queue, leaving any other. */
    record QueueEntered(String queueId) implements SlaInput {}

    /** It no longer waits in a queue. */
    record QueueLeft() implements SlaInput {}

    /** A call began to ring, or a live chat was asked for. A ring that was still going on ends unanswered. */
    record Rang() implements SlaInput {}

    /** An agent accepted it. */
    record Accepted() implements SlaInput {}

    /** It ended before an agent accepted it. */
    record RingEnded() implements SlaInput {}

    /** The conversation goes on elsewhere, such as in the one it was merged into: every target is cancelled. */
    record Ended() implements SlaInput {}
}
