package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Author;
import dev.nightdesk.api.message.AuthorType;
import dev.nightdesk.api.message.MessageDraft;
import dev.nightdesk.api.message.MessageFile;
import dev.nightdesk.api.message.MessageJson;
import dev.nightdesk.api.message.MessageKeys;
import dev.nightdesk.api.message.MessageKind;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Prepares messages before their conversation takes them: files, references, external ids, authors. */
public final class MessageDrafts {
    /** A claim younger than this may belong to a request that is still on its way. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Neighbours neighbours;
    private final MessageKeys keys;
    private final BiPredicate<String, MessageKeys.Claim> written;
    private final Ids ids;

    /** Preparation that asks with {@code written} (workspace id, claim) whether a claimed message exists. */
    public MessageDrafts(Neighbours neighbours, MessageKeys keys,
            BiPredicate<String, MessageKeys.Claim> written, Ids ids) {
        this.neighbours = neighbours;
        this.keys = keys;
        this.written = written;
        this.ids = ids;
    }

    /** The first message of a conversation: unless told otherwise, what an API key brings is the customer's. */
    MessageDraft first(Call call, String conversationId, String customerId, MessageJson.Create body) {
        return prepare(call, conversationId, body).by(author(call, body, customerId, AuthorType.CUSTOMER));
    }

    /** A message without its author, who depends on the conversation's customer. Repeatable with one request. */
    MessageDraft prepare(Call call, String conversationId, MessageJson.Create body) {
        if (body.author() == AuthorType.AGENT && !neighbours.hasAgent(call.workspaceId(), body.authorId())) {
            throw Problem.ofField(ProblemCode.UNKNOWN_REFERENCE, "#/author/id", "unknown_reference",
                    "There is no such agent.");
        }
        String id = id(call, body);
        if (body.externalId() != null) {
            claim(call, body.externalId(), new MessageKeys.Claim(id, conversationId, call.requestId(), call.now()));
        }
        var files = body.attachments().isEmpty() ? List.<MessageFile>of()
                : neighbours.claimFiles(call, body.attachments(), conversationId, id);
        return new MessageDraft(id, null, body.text(), body.channel(), files, body.inReplyTo(), body.externalId(),
                body.metadata());
    }

    /** Writes a message; if it is refused, the external id that was set aside for it is free again at once. */
    Answer orGiveBack(Call call, MessageJson.Create body, Supplier<Answer> write) {
        try {
            return write.get();
        } catch (Problem | DuplicateKey | MessageService.GoesOn refused) {
            if (body != null && body.externalId() != null) {
                keys.abandon(call.workspaceId(), body.externalId(), call.requestId());
            }
            throw refused;
        }
    }

    /** Who writes, by the caller and the body. */
    Author author(Call call, MessageJson.Create body, String customerId, AuthorType usual) {
        Author author = switch (call.principal().kind()) {
            case CUSTOMER -> new Author(AuthorType.CUSTOMER, customerId);
            case AGENT -> new Author(AuthorType.AGENT, call.principal().id());
            case API_KEY, PLATFORM -> onBehalf(call, body, customerId, body.author() == null ? usual : body.author());
        };
        boolean customerNote = author.type() == AuthorType.CUSTOMER && body.text().kind() == MessageKind.NOTE;
        boolean stranger = body.author() == AuthorType.CUSTOMER && body.authorId() != null
                && !body.authorId().equals(customerId);
        if (customerNote || stranger) {
            throw Problem.ofField(ProblemCode.AUTHOR_NOT_ALLOWED, "#/author", "not_allowed",
                    customerNote ? "A customer writes no notes." : "This is not the conversation's customer.");
        }
        return author;
    }

    private static Author onBehalf(Call call, MessageJson.Create body, String customerId, AuthorType type) {
        return switch (type) {
            case CUSTOMER -> new Author(type, customerId);
            case AGENT -> new Author(type, body.authorId());
            case BOT, SYSTEM -> new Author(AuthorType.BOT, call.principal().id());
        };
    }

    /** Whether preparing the message changes something: gives it files, or takes an external id for it. */
    static boolean claims(MessageJson.Create body) {
        return body.externalId() != null || !body.attachments().isEmpty();
    }

    /** What is claimed for a message must be found again by a retry, so such messages have an id of their request. */
    private String id(Call call, MessageJson.Create body) {
        return call.idempotency().filter(request -> claims(body))
                .map(request -> Ids.derived(ResourceType.MESSAGE, request.id() + request.fingerprint()))
                .orElseGet(() -> ids.next(ResourceType.MESSAGE, call.now()));
    }

    private void claim(Call call, String externalId, MessageKeys.Claim claim) {
        MessageKeys.Claim standing = keys.claim(call.workspaceId(), externalId, claim);
        if (standing.messageId().equals(claim.messageId())) {
            return;
        }
        if (written.test(call.workspaceId(), standing)) {
            throw Problem.of(ProblemCode.DUPLICATE_EXTERNAL_ID, "Another message has this external_id.")
                    .with("existing_id", standing.messageId());
        }
        boolean abandoned = standing.at().plus(PATIENCE).isBefore(claim.at());
        if (!abandoned || !keys.takeOver(call.workspaceId(), externalId, standing, claim)) {
            throw Problem.of(ProblemCode.VERSION_CONFLICT,
                    "Another request is writing a message with this external_id; try again.");
        }
    }
}
