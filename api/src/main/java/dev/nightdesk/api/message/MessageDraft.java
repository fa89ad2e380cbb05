package dev.nightdesk.api.message;

import java.util.List;
import java.util.Map;

/**
 * A message before its conversation has given it a place.
 *
 * @param author null until it is known
 * @param channel null for that of the conversation
 * @param inReplyTo id of an earlier message of the conversation, or null
 * @param externalId the product's own id, or null
 */
public record MessageDraft(String id, Author author, MessageText text, Channel channel,
        List<MessageFile> attachments, String inReplyTo, String externalId, Map<String, String> metadata) {
    /** The same by this author. */
    public MessageDraft by(Author writer) {
        return new MessageDraft(id, writer, text, channel, attachments, inReplyTo, externalId, metadata);
    }

    /** An entry of Nightdesk's own. */
    public static MessageDraft system(String id, String body) {
        return new MessageDraft(id, Author.SYSTEM, new MessageText(MessageKind.SYSTEM, body, MessageFormat.TEXT), null,
                List.of(), null, null, Map.of());
    }
}
