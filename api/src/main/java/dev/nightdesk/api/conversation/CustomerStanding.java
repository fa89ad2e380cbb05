package dev.nightdesk.api.conversation;

/**
 * What a conversation knows of its customer's claims, as it was when the conversation began or came to the customer:
 * what was promised then does not change behind it.
 *
 * @param tier a class of service of the product's own naming, or null
 * @param organizationId the customer's organization, or null
 */
public record CustomerStanding(String tier, String organizationId) {
    static final CustomerStanding UNKNOWN = new CustomerStanding(null, null);
}
