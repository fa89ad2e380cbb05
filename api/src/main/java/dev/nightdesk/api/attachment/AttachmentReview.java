package dev.nightdesk.api.attachment;

import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.work.Worker;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks after attachments whose time has come: one that no message used is erased, one whose message is there needs
 * no further look, one whose message never came waits again.
 */
public final class AttachmentReview implements Worker {
    private static final int PORTION = 100;

    private final AttachmentStore store;
    private final MessageFiles files;
    private final Messages messages;

    /** A review of the attachments in the store. */
    public AttachmentReview(AttachmentStore store, MessageFiles files, Messages messages) {
        this.store = store;
        this.files = files;
        this.messages = messages;
    }

    @Override
    public String name() {
        return "attachment-review";
    }

    @Override
    public int runOnce(Instant now) {
        int done = 0;
        for (Attachment due : store.due(now, PORTION)) {
            done += review(due, now) ? 1 : 0;
        }
        return done;
    }

    private boolean review(Attachment due, Instant now) {
        if (due.use() == null) {
            Optional<Loaded<Attachment>> unused = store.find(due.workspaceId(), due.id())
                    .filter(loaded -> loaded.value().equals(due));
            return unused.isPresent() && files.erase(unused.get());
        }
        boolean exists = messages.exists(due.workspaceId(), due.use());
        return files.change(due.workspaceId(), due.id(), found -> found.equals(due)
                ? Optional.of(exists ? found.settle() : found.release(found.updatedAt(), now)) : Optional.empty())
                .isPresent();
    }
}
