package dev.nightdesk.api.customer;

import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.Step;
import dev.nightdesk.api.platform.id.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gives a customer that is back the conversations it had. */
final class CustomerUnmergeHandler implements OperationHandler {
    private static final int MOST_AT_ONCE = 200;

    private final CustomerDirectory directory;
    private final MergeSettlement settlement;
    private final ConversationsOfCustomer conversations;

    CustomerUnmergeHandler(CustomerDirectory directory, MergeSettlement settlement,
            ConversationsOfCustomer conversations) {
        this.directory = directory;
        this.settlement = settlement;
        this.conversations = conversations;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.CUSTOMER_UNMERGE;
    }

    @Override
    public Step runOnce(Operation operation, Instant now) {
        String workspaceId = operation.workspaceId();
        String id = operation.order().targetId();
        settlement.settle(workspaceId, id, now);
        boolean back = directory.find(workspaceId, id).filter(Customer::live).isPresent();
        Optional<Customer> holder = directory.find(workspaceId, operation.memory().get("from"));
        if (!back || holder.isEmpty()) {
            return Step.done();
        }
        // The holder may have been merged since, and some conversations have gone on with it.
        List<Customer> holders = directory.chain(holder.get());
        int moved = 0;
        int left = 0;
        for (Customer one : holders) {
            moved += conversations.moveBack(workspaceId, one.id(), id, MOST_AT_ONCE);
            left += conversations.countFormer(workspaceId, one.id(), id);
        }
        if (moved == 0) {
            return Step.done();
        }
        long soFar = operation.affected().getOrDefault(ResourceType.CONVERSATION.objectName(), 0L) + moved;
        return Step.more(soFar / (double) (soFar + left + 1), operation.memory())
                .affecting(ResourceType.CONVERSATION, moved);
    }
}
