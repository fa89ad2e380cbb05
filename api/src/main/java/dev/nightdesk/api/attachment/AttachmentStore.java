package dev.nightdesk.api.attachment;

import dev.nightdesk.api.platform.aggregate.AggregateStore;
import java.time.Instant;
import java.util.List;

/** Keeps attachments. */
public interface AttachmentStore extends AggregateStore<Attachment> {
    /** Those of the ids that the workspace has, in no order. */
    List<Attachment> findAll(String workspaceId, List<String> ids);

    /** Whether an attachment of the workspace has this content. */
    boolean hasContent(String workspaceId, String contentId);

    /** Attachments to be reviewed before the instant, the longest waiting first, at most this many. */
    List<Attachment> due(Instant before, int most);
}
