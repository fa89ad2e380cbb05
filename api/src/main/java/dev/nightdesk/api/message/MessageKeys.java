package dev.nightdesk.api.message;

import java.time.Instant;

/**
 * Sets external ids of messages aside before the messages exist: messages are written through their conversation's
 * outbox, too late for a unique index to refuse them.
 */
public interface MessageKeys {
    /**
     * Sets the external id aside for a message.
     *
     * @return the claim that stands now: this message's, or that of whoever was first
     */
    Claim claim(String workspaceId, String externalId, Claim claim);

    /** Takes over a claim whose message was never written; false when it has changed meanwhile. */
    boolean takeOver(String workspaceId, String externalId, Claim abandoned, Claim claim);

    /** Tells that the message of this request's claim will not come; without a claim of the request, does nothing. */
    void abandon(String workspaceId, String externalId, String requestId);

    /** Who has an external id, and which request set it aside. */
    record Claim(String messageId, String conversationId, String requestId, Instant at) {
    }
}
