package dev.nightdesk.api.customer;

/**
 * What customers ask of conversations. A conversation remembers, newest last, the customers it was moved away from, so
 * that each merge can be undone by itself. All methods may be repeated, and work on at most so many at a time.
 */
public interface ConversationsOfCustomer {
    /** How many conversations the customer has. */
    int count(String workspaceId, String customerId);

    /** How many of the holder's conversations were moved away from the former customer. */
    int countFormer(String workspaceId, String holderId, String formerId);

    /** Gives conversations of a merged customer to its survivor and remembers the former; returns how many. */
    int move(String workspaceId, String from, String to, int most);

    /**
     * Gives conversations of the holder that were moved away from the former customer back to it, and forgets what
     * they remember from then on; returns how many.
     */
    int moveBack(String workspaceId, String holderId, String formerId, int most);

    /**
     * Empties subjects, attributes, metadata, messages, files and event data of conversations of an erased customer
     * that are not empty yet; the conversations stay as shells. Returns how many were emptied.
     */
    int erase(String workspaceId, String customerId, int most);
}
