package dev.nightdesk.api.attachment;

import dev.nightdesk.api.platform.work.Worker;
import java.time.Duration;
import java.time.Instant;

/** Removes contents that belong to no attachment: of uploads that broke off, of erasures that did. */
public final class ContentSweep implements Worker {
    /** Far longer than an upload may take. */
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final int PORTION = 100;

    private final ContentStore contents;
    private final AttachmentStore attachments;

    /** A sweep through the contents. */
    public ContentSweep(ContentStore contents, AttachmentStore attachments) {
        this.contents = contents;
        this.attachments = attachments;
    }

    @Override
    public String name() {
        return "attachment-content-sweep";
    }

    @Override
    public int runOnce(Instant now) {
        var marked = contents.marked(now.minus(PATIENCE), PORTION);
        for (ContentStore.Marked content : marked) {
            if (attachments.hasContent(content.workspaceId(), content.contentId())) {
                contents.unmark(content.workspaceId(), content.contentId());
            } else {
                contents.remove(content.workspaceId(), content.contentId());
            }
        }
        return marked.size();
    }
}
