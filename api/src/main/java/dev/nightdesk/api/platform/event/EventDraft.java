package dev.nightdesk.api.platform.event;

import java.util.Optional;

/**
 * What a change has to tell, before it has an id.
 *
 * @param type in the past tense, such as {@code conversation.created}
 * @param conversationId the conversation it belongs to, or null
 * @param conversationSequence its number in that conversation; 0 without one
 * @param data the finished JSON object of {@code data}
 * @param personId the customer whose profile it shows, so that it can be found when that one is erased; or null
 * @param message the message of which the data is all there is; null for every other event
 */
public record EventDraft(String type, String conversationId, long conversationSequence, String data,
        String personId, BroughtMessage message) {
    /** An event that shows nobody's profile and brings no message. */
    public EventDraft(String type, String conversationId, long conversationSequence, String data) {
        this(type, conversationId, conversationSequence, data, null, null);
    }

    /** An event that shows the profile of a customer and belongs to no conversation. */
    public static EventDraft ofPerson(String type, String personId, String data) {
        return new EventDraft(type, null, 0, data, personId, null);
    }

    /** The same event that brings a message. */
    public EventDraft bringing(BroughtMessage brought) {
        return new EventDraft(type, conversationId, conversationSequence, data, personId, brought);
    }

    /** What the only member of the data says; empty when the data has none any more. */
    public Optional<String> told() {
        int name = data.indexOf(':');
        return name < 0 ? Optional.empty() : Optional.of(data.substring(name + 1, data.length() - 1));
    }

    /** An event that belongs to no conversation. */
    public static EventDraft of(String type, String data) {
        return new EventDraft(type, null, 0, data);
    }
}
