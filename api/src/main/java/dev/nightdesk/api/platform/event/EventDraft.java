package dev.nightdesk.api.platform.event;

/**
 * What a change has to tell, before it has an id.
 *
 * @param type in the past tense, such as {@code conversation.created}
 * @param conversationId the conversation it belongs to, or null
 * @param conversationSequence its number in that conversation; 0 without one
 * @param data the finished JSON object of {@code data}
 */
public record EventDraft(String type, String conversationId, long conversationSequence, String data) {
    /** An event that belongs to no conversation. */
    public static EventDraft of(String type, String data) {
        return new EventDraft(type, null, 0, data);
    }
}
