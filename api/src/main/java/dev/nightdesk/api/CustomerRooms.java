package dev.nightdesk.api;

import dev.nightdesk.api.access.CustomersByToken;
import dev.nightdesk.api.access.CustomersByToken.TokenCustomer;
import dev.nightdesk.api.customer.ConversationsOfCustomer;
import dev.nightdesk.api.customer.CustomerErasure;
import dev.nightdesk.api.customer.CustomerIdentityRoutes;
import dev.nightdesk.api.customer.CustomerIdentityService;
import dev.nightdesk.api.customer.CustomerIntake;
import dev.nightdesk.api.customer.CustomerMergeRoutes;
import dev.nightdesk.api.customer.CustomerMergeService;
import dev.nightdesk.api.customer.CustomerRoutes;
import dev.nightdesk.api.customer.CustomerService;
import dev.nightdesk.api.customer.CustomerStore;
import dev.nightdesk.api.customer.TokenCustomers;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.organization.OrganizationService;
import dev.nightdesk.api.platform.http.Router;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Customers, composed: first what others need of them, then what they need of conversations. */
record CustomerRooms(CustomerStore store, OrganizationService organizations, CustomerService customers,
        CustomerIntake intake) {
    static CustomerRooms open(Foundation foundation, Router router, CustomerStore store,
            OrganizationService organizations) {
        var commands = foundation.commands();
        var customers = new CustomerService(store, commands, foundation.ids(), organizations);
        var intake = new CustomerIntake(customers, store, commands);
        new CustomerRoutes(customers, intake, foundation.cursors()).register(router);
        new CustomerIdentityRoutes(customers, new CustomerIdentityService(customers, store, commands),
                foundation.cursors()).register(router);
        return new CustomerRooms(store, organizations, customers, intake);
    }

    /** Customers as their tokens name them, made in the time of their workspace. */
    CustomersByToken byToken(Foundation foundation, Function<String, Instant> workspaceTime) {
        var tokens = new TokenCustomers(customers, store, foundation.commands(), foundation.ids(), workspaceTime);
        return (workspaceId, claims, mayCreate) -> tokens.byToken(workspaceId, claims.externalId(), claims.name(),
                claims.email(), claims.locale(), mayCreate)
                .map(customer -> new TokenCustomer(customer.id(), customer.blocked()));
    }

    /** Serves merging and erasing, and answers what does the long part of them. */
    List<OperationHandler> serve(Foundation foundation, Router router, OperationService operations,
            ConversationsOfCustomer conversations) {
        var merges = new CustomerMergeService(store, foundation.commands(), operations, organizations, conversations);
        var erasure = new CustomerErasure(store, foundation.commands(), operations, conversations,
                foundation.events());
        new CustomerMergeRoutes(customers, merges, erasure).register(router);
        return Stream.concat(merges.handlers().stream(), Stream.of(erasure)).toList();
    }
}
