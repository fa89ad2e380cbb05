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

    /** Who has an external id. */
    record Claim(String messageId, String conversationId, Instant at) {
    }
}
