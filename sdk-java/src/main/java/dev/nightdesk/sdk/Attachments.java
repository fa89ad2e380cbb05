package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.ContentTooLargeException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.model.Attachment;
import dev.nightdesk.sdk.model.UploadAttachmentParams;
import dev.nightdesk.sdk.request.AttachmentsRequests;

/**
 * Files that messages carry. Every method throws a {@link NightdeskException} when it fails.
 */
public final class Attachments {

    private final Nightdesk nightdesk;

    Attachments(Nightdesk nightdesk) {
        this.nightdesk = nightdesk;
    }

    /**
     * Uploads a file, at most 20 MiB; then name its {@code id()} in a message. One that no message uses within 24 hours
     * is
     * removed.
     *
     * @throws ContentTooLargeException when it is longer
     */
    public Attachment upload(AttachmentSource file, RequestOption... options) {
        UploadAttachmentParams params = UploadAttachmentParams.builder().filename(file.filename()).build();
        return nightdesk.send(AttachmentsRequests.uploadAttachment(file, params), options).value();
    }

    /** Reads about a file: name, media type, length in bytes, SHA-256. */
    public Attachment get(String id, RequestOption... options) {
        return nightdesk.send(AttachmentsRequests.getAttachment(id), options).value();
    }

    /** Begins to read the bytes of a file. Close what is returned. */
    public AttachmentDownload download(String id, RequestOption... options) {
        return new AttachmentDownload(nightdesk.send(AttachmentsRequests.getAttachmentContent(id), options));
    }
}
