package dev.nightdesk.api.attachment;

import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.FieldError;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The files of messages. A message claims its files before it is written: each belongs to one message at most. A
 * claim whose message never appears is undone by {@link AttachmentReview}.
 */
public final class MessageFiles {
    private static final String USUAL_POINTER = "#/attachments";

    private final AttachmentStore store;
    private final Contents contents;
    private final InstantSource clock;

    /** Files in the stores. */
    public MessageFiles(AttachmentStore store, Contents contents, InstantSource clock) {
        this.store = store;
        this.contents = contents;
        this.clock = clock;
    }

    /** The same as {@link #claim(Call, List, String, Attachment.Use)} for the body's field {@code attachments}. */
    public List<Attachment> claim(Call call, List<String> ids, String conversationId, String messageId) {
        return claim(call, ids, USUAL_POINTER, new Attachment.Use(conversationId, messageId));
    }

    /**
     * Claims files for a message, in the order given; to be called before the message is written. Repeatable for the
     * same message. All are claimed or none.
     *
     * @param pointer where in the request's body the ids stand, such as {@code #/message/attachments}
     * @throws Problem 422 {@code unknown_reference} for a file that the caller did not upload, 422
     *     {@code attachment_in_use} for one that belongs to another message; each with its pointer
     */
    public List<Attachment> claim(Call call, List<String> ids, String pointer, Attachment.Use use) {
        Map<String, Attachment> found = store.findAll(call.workspaceId(), ids).stream()
                .filter(attachment -> mayUse(call, attachment, use))
                .collect(Collectors.toMap(Attachment::id, Function.identity()));
        List<FieldError> unknown = faults(ids, pointer, "unknown_reference", "names no attachment of yours",
                id -> !found.containsKey(id));
        if (!unknown.isEmpty()) {
            throw Problem.of(ProblemCode.UNKNOWN_REFERENCE, "The body names an attachment that does not exist.")
                    .faults(unknown);
        }
        List<FieldError> taken = faults(ids, pointer, "not_allowed", "belongs to another message",
                id -> found.get(id).claim(use, call.now(), clock.instant()).isEmpty());
        return taken.isEmpty() ? claimAll(call, ids, pointer, use) : inUse(taken);
    }

    /** Lets files go that a message claimed and then did not use; those of other messages stay as they are. */
    public void release(Call call, List<String> ids, String messageId) {
        for (String id : ids) {
            change(call.workspaceId(), id, attachment -> isOf(attachment, messageId)
                    ? Optional.of(attachment.release(call.now(), clock.instant())) : Optional.empty());
        }
    }

    /** Erases the files of a message for good, bytes included. Repeatable. */
    public void erase(String workspaceId, List<String> ids, String messageId) {
        for (String id : ids) {
            store.find(workspaceId, id).filter(loaded -> isOf(loaded.value(), messageId)).ifPresent(this::erase);
        }
    }

    /**
     * Erases a file. Its content is marked before the attachment goes: whatever is interrupted, it is found again.
     *
     * @return false when somebody changed it meanwhile
     */
    boolean erase(Loaded<Attachment> loaded) {
        Attachment attachment = loaded.value();
        contents.condemn(attachment.workspaceId(), attachment.content().id());
        if (!store.bury(loaded, OutboxEntry.nothing(attachment.version() + 1))) {
            return false;
        }
        contents.remove(attachment.workspaceId(), attachment.content().id());
        return true;
    }

    /** Changes a file, again on its newest state while others are faster; an empty decision leaves it. */
    Optional<Attachment> change(String workspaceId, String id, Function<Attachment, Optional<Attachment>> decide) {
        while (true) {
            Optional<Loaded<Attachment>> loaded = store.find(workspaceId, id);
            Optional<Attachment> changed = loaded.map(Loaded::value).flatMap(decide);
            if (changed.isEmpty() || changed.get().version() == loaded.get().value().version()
                    || store.update(loaded.get(), changed.get(), OutboxEntry.nothing(changed.get().version()))) {
                return changed;
            }
        }
    }

    private List<Attachment> claimAll(Call call, List<String> ids, String pointer, Attachment.Use use) {
        List<Attachment> claimed = new ArrayList<>();
        for (String id : ids) {
            Optional<Attachment> ours = change(call.workspaceId(), id,
                    attachment -> attachment.claim(use, call.now(), clock.instant()));
            if (ours.isEmpty()) {
                release(call, claimed.stream().map(Attachment::id).toList(), use.messageId());
                return inUse(faults(ids, pointer, "not_allowed", "belongs to another message", id::equals));
            }
            claimed.add(ours.get());
        }
        return List.copyOf(claimed);
    }

    /** Unused files are their uploader's; a retry of the same message finds its own. */
    private static boolean mayUse(Call call, Attachment attachment, Attachment.Use use) {
        return attachment.uploader().equals(Uploader.of(call.principal())) || use.equals(attachment.use());
    }

    private static boolean isOf(Attachment attachment, String messageId) {
        return attachment.use() != null && attachment.use().messageId().equals(messageId);
    }

    private static List<FieldError> faults(List<String> ids, String pointer, String code, String detail,
            Predicate<String> wrong) {
        List<FieldError> faults = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (wrong.test(ids.get(i))) {
                faults.add(FieldError.field(pointer + "/" + i, code, detail));
            }
        }
        return faults;
    }

    private static List<Attachment> inUse(List<FieldError> taken) {
        throw Problem.of(ProblemCode.ATTACHMENT_IN_USE, "An attachment belongs to another message.").faults(taken);
    }
}
