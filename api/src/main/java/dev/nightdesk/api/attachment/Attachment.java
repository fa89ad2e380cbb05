package dev.nightdesk.api.attachment;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import dev.nightdesk.api.platform.time.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An uploaded file: what is told of it. Its bytes are a {@link Content} of their own and never change.
 *
 * @param filename its name, without a folder
 * @param contentType its media type, as the upload gave it
 * @param content its bytes
 * @param uploader who brought it, and alone sees it until a message uses it
 * @param use the message that uses it, or null
 * @param reviewAt when to look whether it is still wanted, in real time; null once that is certain
 */
public record Attachment(String id, String workspaceId, String filename, String contentType, Content content,
        Uploader uploader, Use use, Instant reviewAt, long version, Instant createdAt, Instant updatedAt)
        implements Aggregate {
    /** How long a file may wait for a message. */
    public static final Duration UNUSED = Duration.ofHours(24);
    /** How long a message may take from claiming a file to being there itself. */
    static final Duration CLAIMING = Duration.ofHours(1);

    /** A file that no message uses yet; {@code today} is real time. */
    static Attachment upload(String id, String workspaceId, FileName name, Content content, Uploader uploader,
            Instant now, Instant today) {
        return new Attachment(id, workspaceId, name.filename(), name.contentType(), content, uploader, null,
                review(today, UNUSED), 1, now, now);
    }

    /** The file in use by the message; itself when it is so already, empty when another message has it. */
    Optional<Attachment> claim(Use claimed, Instant now, Instant today) {
        if (use != null) {
            return use.equals(claimed) ? Optional.of(this) : Optional.empty();
        }
        return Optional.of(changed(claimed, review(today, CLAIMING), now));
    }

    /** The file waiting for a message again. */
    Attachment release(Instant now, Instant today) {
        return changed(null, review(today, UNUSED), now);
    }

    /** The file whose message is known to be there: nothing is left to be looked at. */
    Attachment settle() {
        return changed(use, null, updatedAt);
    }

    /** To the millisecond, as the database keeps it. */
    private static Instant review(Instant today, Duration patience) {
        return Timestamps.truncate(today.plus(patience));
    }

    private Attachment changed(Use newUse, Instant newReview, Instant now) {
        return new Attachment(id, workspaceId, filename, contentType, content, uploader, newUse, newReview,
                version + 1, createdAt, now);
    }

    /**
     * The message that uses a file.
     *
     * @param conversationId where the message stands
     * @param messageId the message
     */
    public record Use(String conversationId, String messageId) {
    }
}
