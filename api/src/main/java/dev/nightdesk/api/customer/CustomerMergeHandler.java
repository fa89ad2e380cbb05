package dev.nightdesk.api.customer;

import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Moves the conversations of a merged customer to its survivor, merge by merge where that one was merged as well. */
final class CustomerMergeHandler implements OperationHandler {
    private static final int MOST_AT_ONCE = 200;

    private final CustomerDirectory directory;
    private final MergeSettlement settlement;
    private final ConversationsOfCustomer conversations;
    private final ConversationReturn back;

    CustomerMergeHandler(CustomerDirectory directory, MergeSettlement settlement,
            ConversationsOfCustomer conversations) {
        this.directory = directory;
        this.settlement = settlement;
        this.conversations = conversations;
        this.back = new ConversationReturn(directory, conversations);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.CUSTOMER_MERGE;
    }

    @Override
    public Step runOnce(Operation operation, Instant now) {
        String workspaceId = operation.workspaceId();
        String id = operation.order().targetId();
        settlement.settle(workspaceId, id, now);
        Optional<Customer> customer = directory.find(workspaceId, id);
        if (customer.isEmpty()) {
            return Step.done();
        }
        if (customer.get().live()) {
            // Unmerged meanwhile: nothing that a late portion of this operation moved may stay behind.
            return back.step(operation, operation.memory().get(CustomerMergeService.INTO));
        }
        List<Customer> chain = directory.chain(customer.get());
        int moved = 0;
        for (int hop = 0; hop < chain.size() - 1; hop++) {
            moved += conversations.move(workspaceId, chain.get(hop).id(), chain.get(hop + 1).id(), MOST_AT_ONCE);
        }
        return ConversationReturn.progress(operation, moved, conversations.count(workspaceId, id));
    }
}
