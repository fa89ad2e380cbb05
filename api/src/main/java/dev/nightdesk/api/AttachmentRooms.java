package dev.nightdesk.api;

import dev.nightdesk.api.attachment.Attachment;
import dev.nightdesk.api.attachment.AttachmentReview;
import dev.nightdesk.api.attachment.AttachmentRoutes;
import dev.nightdesk.api.attachment.AttachmentService;
import dev.nightdesk.api.attachment.AttachmentStore;
import dev.nightdesk.api.attachment.ContentSweep;
import dev.nightdesk.api.attachment.Contents;
import dev.nightdesk.api.attachment.MessageFiles;
import dev.nightdesk.api.attachment.Messages;
import dev.nightdesk.api.attachment.MongoAttachmentStore;
import dev.nightdesk.api.attachment.MongoContentStore;
import dev.nightdesk.api.conversation.MessageThread;
import dev.nightdesk.api.conversation.Surroundings;
import dev.nightdesk.api.message.MessageFile;
import dev.nightdesk.api.platform.auth.Principal;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.work.Worker;
import java.time.InstantSource;
import java.util.List;

/** Attachments, composed: first what messages need of them, then what they need of messages. */
record AttachmentRooms(AttachmentStore store, MongoContentStore contentStore, Contents contents, MessageFiles files) {
    static AttachmentRooms open(Foundation foundation, InstantSource clock) {
        var store = new MongoAttachmentStore(foundation.room());
        var contentStore = new MongoContentStore(foundation.room());
        var contents = new Contents(contentStore, foundation.ids(), clock);
        return new AttachmentRooms(store, contentStore, contents, new MessageFiles(store, contents, clock));
    }

    Surroundings.Files forMessages() {
        return new Surroundings.Files() {
            @Override
            public List<MessageFile> claim(Call call, List<String> ids, String conversationId, String messageId) {
                return files.claim(call, ids, conversationId, messageId).stream().map(attachment -> new MessageFile(
                        attachment.id(), attachment.filename(), attachment.contentType(), attachment.content().size()))
                        .toList();
            }

            @Override
            public void erase(String workspaceId, String messageId, List<String> ids) {
                files.erase(workspaceId, ids, messageId);
            }
        };
    }

    /** Serves the routes and answers the duties that go on in the background. */
    List<Worker> serve(Foundation foundation, Router router, MessageThread thread, InstantSource clock) {
        Messages messages = new ThreadMessages(thread);
        new AttachmentRoutes(new AttachmentService(store, contents, foundation.commands(), foundation.idempotency(),
                messages, clock)).register(router);
        return List.of(new AttachmentReview(store, files, messages), new ContentSweep(contentStore, store));
    }

    private record ThreadMessages(MessageThread thread) implements Messages {
        @Override
        public boolean exists(String workspaceId, Attachment.Use use) {
            return thread.has(workspaceId, use.conversationId(), use.messageId());
        }

        @Override
        public boolean visible(Principal principal, Attachment.Use use) {
            return thread.visible(principal, use.conversationId(), use.messageId());
        }
    }
}
