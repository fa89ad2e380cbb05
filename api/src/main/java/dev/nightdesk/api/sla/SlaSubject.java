package dev.nightdesk.api.sla;

import dev.nightdesk.api.standing.ConversationStatus;
import dev.nightdesk.api.standing.Priority;
import java.util.Map;
import java.util.Set;

/**
 * What service levels look at in a conversation and its customer. Texts may be null.
 *
 * @param channel by its name in JSON
 * @param customerTier of the customer
 * @param organizationId of the customer
 * @param language BCP 47
 * @param attributes of the conversation: strings, numbers and booleans
 */
public record SlaSubject(
        ConversationStatus status,
        Priority priority,
        String channel,
        Set<String> tags,
        String customerTier,
        String organizationId,
        String language,
        Map<String, Object> attributes) {
    public SlaSubject {
        tags = Set.copyOf(tags);
        attributes = Map.copyOf(attributes);
    }

    /** A subject of which only the essentials are known. */
    public static SlaSubject of(ConversationStatus status, Priority priority, String channel) {
        return new SlaSubject(status, priority, channel, Set.of(), null, null, null, Map.of());
    }

    public SlaSubject with(ConversationStatus newStatus) {
        return new SlaSubject(
                newStatus, priority, channel, tags, customerTier, organizationId, language, attributes);
    }

    public SlaSubject with(Priority newPriority) {
        return new SlaSubject(status, newPriority, channel, tags, customerTier, organizationId, language, attributes);
    }

    public SlaSubject withTags(Set<String> newTags) {
        return new SlaSubject(
                status, priority, channel, newTags, customerTier, organizationId, language, attributes);
    }

    boolean resolved() {
        return status == ConversationStatus.RESOLVED || status == ConversationStatus.CLOSED;
    }
}
