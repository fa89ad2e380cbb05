package dev.nightdesk.api.customer;

import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.Step;
import dev.nightdesk.api.platform.id.ResourceType;
import java.util.List;

/** Gives a customer that came back the conversations it had, portion by portion. */
final class ConversationReturn {
    private static final int MOST_AT_ONCE = 200;

    private final CustomerDirectory directory;
    private final ConversationsOfCustomer conversations;

    ConversationReturn(CustomerDirectory directory, ConversationsOfCustomer conversations) {
        this.directory = directory;
        this.conversations = conversations;
    }

    /** One portion; the holder may have been merged since, and some conversations have gone on with it. */
    Step step(Operation operation, String holderId) {
        String workspaceId = operation.workspaceId();
        String id = operation.order().targetId();
        List<Customer> holders = directory.find(workspaceId, holderId).map(directory::chain).orElse(List.of());
        int moved = 0;
        int left = 0;
        for (Customer holder : holders) {
            moved += conversations.moveBack(workspaceId, holder.id(), id, MOST_AT_ONCE);
            left += conversations.countFormer(workspaceId, holder.id(), id);
        }
        return progress(operation, moved, left);
    }

    /** Done when nothing was moved, else as far as the conversations left tell. */
    static Step progress(Operation operation, int moved, int left) {
        if (moved == 0) {
            return Step.done();
        }
        long soFar = operation.affected().getOrDefault(ResourceType.CONVERSATION.objectName(), 0L) + moved;
        return Step.more(soFar / (double) (soFar + left + 1), operation.memory())
                .affecting(ResourceType.CONVERSATION, moved);
    }
}
