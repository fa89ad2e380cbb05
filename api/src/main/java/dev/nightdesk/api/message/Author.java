package dev.nightdesk.api.message;

/**
 * Who wrote a message.
 *
 * @param id of the customer or agent; of the API key for a bot; null for the system
 */
public record Author(AuthorType type, String id) {
    /** Nightdesk itself. */
    public static final Author SYSTEM = new Author(AuthorType.SYSTEM, null);
}
