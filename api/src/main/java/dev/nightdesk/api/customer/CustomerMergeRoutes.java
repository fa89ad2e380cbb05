package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Router;

/** The routes by which customers become one, become two again, and end. */
public final class CustomerMergeRoutes {
    private final CustomerService customers;
    private final CustomerMergeService merges;
    private final CustomerErasure erasure;

    /** Routes to the services. */
    public CustomerMergeRoutes(CustomerService customers, CustomerMergeService merges, CustomerErasure erasure) {
        this.customers = customers;
        this.merges = merges;
        this.erasure = erasure;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.MERGE_CUSTOMER, this::merge, this::visible)
                .on(Operation.UNMERGE_CUSTOMER, this::unmerge, this::visible)
                .on(Operation.DELETE_CUSTOMER, this::delete, this::visible);
    }

    private boolean visible(Call call) {
        return customers.visible(call, call.parameter(CustomerRoutes.ID));
    }

    private Answer merge(Call call) {
        call.query().check();
        CustomerMergeJson.Create asked = CustomerMergeJson.create(call.fields());
        String id = call.parameter(CustomerRoutes.ID);
        return asked.dryRun() ? merges.preview(call, id, asked.into()) : merges.merge(call, id, asked.into());
    }

    private Answer unmerge(Call call) {
        call.query().check();
        call.fields().check();
        return merges.unmerge(call, call.parameter(CustomerRoutes.ID));
    }

    private Answer delete(Call call) {
        call.query().check();
        return erasure.erase(call, call.parameter(CustomerRoutes.ID));
    }
}
