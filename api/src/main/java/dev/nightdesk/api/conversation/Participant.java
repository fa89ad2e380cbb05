package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Author;
import java.time.Instant;

/**
 * Somebody who takes part.
 *
 * @param lastReplyAt of the latest public message, or null
 * @param lastNoteAt of the latest internal one, or null
 */
public record Participant(Author author, Instant joinedAt, Instant lastReplyAt, Instant lastNoteAt) {
    Participant wrote(boolean isPublic, Instant now) {
        return new Participant(author, joinedAt, isPublic ? now : lastReplyAt, isPublic ? lastNoteAt : now);
    }
}
