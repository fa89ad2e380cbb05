package dev.nightdesk.api.customer;

import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.Step;
import java.time.Instant;

/** Gives a customer that is back the conversations it had, unless it was merged again meanwhile. */
final class CustomerUnmergeHandler implements OperationHandler {
    private final CustomerDirectory directory;
    private final MergeSettlement settlement;
    private final ConversationReturn back;

    CustomerUnmergeHandler(CustomerDirectory directory, MergeSettlement settlement,
            ConversationsOfCustomer conversations) {
        this.directory = directory;
        this.settlement = settlement;
        this.back = new ConversationReturn(directory, conversations);
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
        boolean there = directory.find(workspaceId, id).filter(Customer::live).isPresent();
        return there ? back.step(operation, operation.memory().get(CustomerMergeService.FROM)) : Step.done();
    }
}
