package dev.nightdesk.api.standing;

/** Where a conversation stands. */
public enum ConversationStatus {
    /** Needs work. */
    OPEN,
    /** Waits for the customer. */
    PENDING,
    /** Waits for a third party. */
    ON_HOLD,
    /** Sleeps until an instant, then is open again. */
    SNOOZED,
    /** Done; closes by itself later. */
    RESOLVED,
    /** Final. */
    CLOSED;

    /** Whether a customer's message opens it again. */
    public boolean reopensOnCustomerMessage() {
        return this == PENDING || this == SNOOZED || this == RESOLVED;
    }
}
