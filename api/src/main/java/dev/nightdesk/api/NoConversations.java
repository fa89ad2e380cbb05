package dev.nightdesk.api;

import dev.nightdesk.api.customer.ConversationsOfCustomer;

/** Stands where the conversations will be joined to the customers. */
final class NoConversations implements ConversationsOfCustomer {
    @Override
    public int count(String workspaceId, String customerId) {
        return 0;
    }

    @Override
    public int countFormer(String workspaceId, String holderId, String formerId) {
        return 0;
    }

    @Override
    public int move(String workspaceId, String from, String to, int most) {
        return 0;
    }

    @Override
    public int moveBack(String workspaceId, String holderId, String formerId, int most) {
        return 0;
    }

    @Override
    public int erase(String workspaceId, String customerId, int most) {
        return 0;
    }
}
