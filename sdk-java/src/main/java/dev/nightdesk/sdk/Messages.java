package dev.nightdesk.sdk;

import dev.nightdesk.sdk.error.AuthorNotAllowedException;
import dev.nightdesk.sdk.error.ConversationClosedException;
import dev.nightdesk.sdk.error.DuplicateExternalIdException;
import dev.nightdesk.sdk.error.NightdeskException;
import dev.nightdesk.sdk.error.NotFoundException;
import dev.nightdesk.sdk.model.ListMessagesParams;
import dev.nightdesk.sdk.model.Message;
import dev.nightdesk.sdk.model.MessageCreate;
import dev.nightdesk.sdk.model.MessageList;
import dev.nightdesk.sdk.model.MessageRedact;
import dev.nightdesk.sdk.request.MessagesRequests;

/**
 * The messages of one conversation. Every method throws a {@link NightdeskException} when it fails.
 */
public final class Messages {

    private final Nightdesk nightdesk;
    private final String conversationId;

    Messages(Nightdesk nightdesk, String conversationId) {
        this.nightdesk = nightdesk;
        this.conversationId = conversationId;
    }

    /**
     * Appends a reply or a note. A customer's reply to a closed conversation begins a follow-up: then the answer's
     * {@code conversationId()} is the new conversation's.
     *
     * @throws ConversationClosedException when it is closed and somebody else than the customer writes
     * @throws AuthorNotAllowedException when the author cannot write this
     * @throws DuplicateExternalIdException when another message has the {@code external_id}
     */
    public Message create(MessageCreate message, RequestOption... options) {
        return nightdesk.send(MessagesRequests.createMessage(conversationId, message), options).value();
    }

    /**
     * Reads a message.
     *
     * @throws NotFoundException when there is none that the caller may see
     */
    public Message get(String messageId, RequestOption... options) {
        return nightdesk.send(MessagesRequests.getMessage(conversationId, messageId), options).value();
    }

    /** The messages that the caller may see, oldest first. */
    public Page<Message> list(RequestOption... options) {
        return list(ListMessagesParams.builder().build(), options);
    }

    /** As {@code list}, with filters and page size. Give no {@code cursor} unless you go on from an earlier page. */
    public Page<Message> list(ListMessagesParams params, RequestOption... options) {
        MessageList page = nightdesk.send(MessagesRequests.listMessages(conversationId, params), options).value();
        return new Page<>(page.data(), page.hasMore(), page.nextCursor(),
                next -> list(params.toBuilder().cursor(next).build(), options));
    }

    /** Removes text and files of a message for good. */
    public Message redact(String messageId, RequestOption... options) {
        return nightdesk.send(MessagesRequests.redactMessage(conversationId, messageId, null), options).value();
    }

    /**
     * Removes text and files of a message for good.
     *
     * @param reason why, for the audit log
     */
    public Message redact(String messageId, MessageRedact reason, RequestOption... options) {
        return nightdesk.send(MessagesRequests.redactMessage(conversationId, messageId, reason), options).value();
    }
}
