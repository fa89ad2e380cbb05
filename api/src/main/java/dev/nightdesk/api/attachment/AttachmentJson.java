package dev.nightdesk.api.attachment;

import java.time.Instant;

/** The wire shape of attachments. */
final class AttachmentJson {
    private AttachmentJson() {
    }

    /** What is sent. */
    public record View(String id, String object, String filename, String contentType, long size, String sha256,
            String messageId, long version, Instant createdAt, Instant updatedAt) {
    }

    static View view(Attachment attachment) {
        return new View(attachment.id(), "attachment", attachment.filename(), attachment.contentType(),
                attachment.content().size(), attachment.content().sha256(),
                attachment.use() == null ? null : attachment.use().messageId(), attachment.version(),
                attachment.createdAt(), attachment.updatedAt());
    }
}
