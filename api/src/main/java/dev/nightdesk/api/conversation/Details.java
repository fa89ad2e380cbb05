package dev.nightdesk.api.conversation;

import dev.nightdesk.api.message.Channel;
import dev.nightdesk.api.standing.Priority;
import java.util.List;
import java.util.Map;

/**
 * What users of the API set on a conversation.
 *
 * @param subject one line, or null
 * @param language a BCP 47 tag, or null
 * @param externalId the product's own id, or null
 */
public record Details(String subject, Channel channel, Priority priority, String language, List<String> tags,
        Map<String, Object> attributes, String externalId, Map<String, String> metadata) {
    Details on(Channel other) {
        return new Details(subject, other, priority, language, tags, attributes, externalId, metadata);
    }

    Details tagged(List<String> labels) {
        return new Details(subject, channel, priority, language, labels, attributes, externalId, metadata);
    }

    /** What is left when the customer is erased. */
    Details emptied() {
        return new Details(null, channel, priority, language, List.of(), Map.of(), null, Map.of());
    }

    /** What a follow-up takes over: the matter, but neither the id nor the notes of the product. */
    Details followUp() {
        return new Details(subject, channel, priority, language, List.of(), Map.of(), null, Map.of());
    }
}
