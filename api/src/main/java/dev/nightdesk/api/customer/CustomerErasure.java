package dev.nightdesk.api.customer;

import dev.nightdesk.api.audit.AuditEntry;
import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.operation.Step;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.event.EventLog;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.id.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Erases a person: the customer at once, and by an operation its conversations, the customers that were merged into
 * it, and what the event log shows of them. One customer after the other, those merged longest ago first.
 */
public final class CustomerErasure implements OperationHandler {
    private static final int MOST_AT_ONCE = 100;
    private static final Duration DELIVERY = Duration.ofMillis(200);
    private static final String CURRENT = "current";

    private final CustomerStore store;
    private final Commands commands;
    private final OperationService operations;
    private final ConversationsOfCustomer conversations;
    private final EventLog events;
    private final CustomerDirectory directory;

    /** An erasure over the customers' store and the log. */
    public CustomerErasure(CustomerStore store, Commands commands, OperationService operations,
            ConversationsOfCustomer conversations, EventLog events) {
        this.store = store;
        this.commands = commands;
        this.operations = operations;
        this.conversations = conversations;
        this.events = events;
        this.directory = new CustomerDirectory(store, commands);
    }

    /** The profile goes with the request; its audit entry tells who asked, and nothing of the person. */
    Answer erase(Call call, String id) {
        directory.live(call.workspaceId(), id);
        return operations.startWith(call, OperationKind.CUSTOMER_ERASE, ResourceType.CUSTOMER, id, Map.of(),
                operation -> commands.delete(call, store, id, customer -> {
                    directory.requireLive(customer);
                    call.precondition().check(customer.version());
                    return OperationService.riding(customer, operation).event(CustomerEffects.erased(id))
                            .with(AuditEntry.COLLECTION,
                                    AuditEntry.of(call, ResourceType.CUSTOMER, id, null, null));
                }));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.CUSTOMER_ERASE;
    }

    @Override
    public Step runOnce(Operation operation, Instant now) {
        String workspaceId = operation.workspaceId();
        String root = operation.order().targetId();
        String current = operation.memory().getOrDefault(CURRENT, mergedLongestAgo(workspaceId, root));
        Step.More again = more(operation, workspaceId, current);
        int emptied = conversations.erase(workspaceId, current, MOST_AT_ONCE);
        if (emptied > 0) {
            return again.affecting(ResourceType.CONVERSATION, emptied);
        }
        Optional<Loaded<Customer>> standing = store.find(workspaceId, current);
        if (standing.isPresent()) {
            store.bury(standing.get(), OutboxEntry.nothing(standing.get().value().version() + 1));
            return again;
        }
        if (store.anythingOf(workspaceId, current)) {
            // Its last events are still on their way to the log.
            return again.after(DELIVERY);
        }
        if (events.empty(workspaceId, current, MOST_AT_ONCE) > 0) {
            return again;
        }
        return current.equals(root) ? Step.done().affecting(ResourceType.CUSTOMER, 1)
                : Step.more(operation.progress(), Map.of()).affecting(ResourceType.CUSTOMER, 1);
    }

    private Step.More more(Operation operation, String workspaceId, String current) {
        long emptied = operation.affected().getOrDefault(ResourceType.CONVERSATION.objectName(), 0L);
        int left = conversations.count(workspaceId, current);
        return Step.more(emptied / (double) (Math.max(emptied, left) + 1), Map.of(CURRENT, current));
    }

    private String mergedLongestAgo(String workspaceId, String root) {
        String id = root;
        Set<String> seen = new HashSet<>();
        Optional<Customer> next = store.mergedInto(workspaceId, id);
        while (next.isPresent() && seen.add(next.get().id())) {
            id = next.get().id();
            next = store.mergedInto(workspaceId, id);
        }
        return id;
    }
}
