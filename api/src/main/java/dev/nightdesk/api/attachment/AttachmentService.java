package dev.nightdesk.api.attachment;

import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.idempotency.Idempotency;
import java.io.InputStream;
import java.time.InstantSource;

/** Files that callers upload and read. */
public final class AttachmentService {
    private final AttachmentStore store;
    private final Contents contents;
    private final Commands commands;
    private final Idempotency idempotency;
    private final Messages messages;
    private final InstantSource clock;

    /** A service whose files are seen as the messages that use them are. */
    public AttachmentService(AttachmentStore store, Contents contents, Commands commands, Idempotency idempotency,
            Messages messages, InstantSource clock) {
        this.store = store;
        this.contents = contents;
        this.commands = commands;
        this.idempotency = idempotency;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Takes a file in. The attachment appears once all its bytes are there. Only then is it known whether a repeated
     * idempotency key came with the same file; the bytes of a repetition are thrown away.
     */
    Answer upload(Call call, FileName name) {
        Content content = contents.receive(call.workspaceId(), call.content());
        Call known = call.sending(name.contentType() + " " + content.sha256());
        try {
            Answer answer = idempotency.once(known.idempotency(), () -> create(known, name, content),
                    call.requestId());
            if (Idempotency.isReplay(answer)) {
                contents.remove(call.workspaceId(), content.id());
            } else {
                contents.keep(call.workspaceId(), content.id());
            }
            return answer;
        } catch (Problem refused) {
            // Only after a refusal is it certain that no attachment was written.
            contents.remove(call.workspaceId(), content.id());
            throw refused;
        }
    }

    private Answer create(Call call, FileName name, Content content) {
        return commands.create(call, ResourceType.ATTACHMENT, store, id -> {
            Attachment made = Attachment.upload(id, call.workspaceId(), name, content,
                    Uploader.of(call.principal()), call.now(), clock.instant());
            return Effect.of(made, Answer.created("/v1/attachments/" + id, AttachmentJson.view(made)).version(1));
        });
    }

    /** Whether it exists and the caller may see it. */
    boolean visible(Call call, String id) {
        return store.find(call.workspaceId(), id).map(Loaded::value).filter(found -> visible(call, found))
                .isPresent();
    }

    /** The attachment, if the caller may see it. */
    Attachment get(Call call, String id) {
        return store.find(call.workspaceId(), id).map(Loaded::value).filter(found -> visible(call, found))
                .orElseThrow(Problem::notFound);
    }

    InputStream open(Attachment attachment) {
        return contents.open(attachment.workspaceId(), attachment.content());
    }

    private boolean visible(Call call, Attachment attachment) {
        return attachment.use() == null ? attachment.uploader().equals(Uploader.of(call.principal()))
                : messages.visible(call.principal(), attachment.use());
    }
}
