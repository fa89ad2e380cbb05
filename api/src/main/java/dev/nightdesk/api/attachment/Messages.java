package dev.nightdesk.api.attachment;

import dev.nightdesk.api.platform.auth.Principal;

/** What attachments need to know of the messages that use them. */
public interface Messages {
    /** Whether the message is there: stored, or owed by an accepted write. */
    boolean exists(String workspaceId, Attachment.Use use);

    /** Whether the caller may read the message; a customer may read public messages of own conversations. */
    boolean visible(Principal principal, Attachment.Use use);
}
