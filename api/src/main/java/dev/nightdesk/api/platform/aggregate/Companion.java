package dev.nightdesk.api.platform.aggregate;

/**
 * A document of its own that a change brings along, such as an audit entry: it rides in the outbox of the changed
 * document and is written to its collection from there.
 *
 * @param collection where it belongs
 * @param value what it is, of the type that the collection's mapping knows
 */
public record Companion(String collection, Aggregate value) {
}
