package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Router;

/** The routes of customers' addresses. */
public final class CustomerIdentityRoutes {
    private static final String ID = "identity_id";

    private final CustomerService customers;
    private final CustomerIdentityService service;
    private final Cursors cursors;

    /** Routes to the services. */
    public CustomerIdentityRoutes(CustomerService customers, CustomerIdentityService service, Cursors cursors) {
        this.customers = customers;
        this.service = service;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.ADD_CUSTOMER_IDENTITY, this::add, this::customerVisible)
                .on(Operation.LIST_CUSTOMER_IDENTITIES, this::list, this::customerVisible)
                .on(Operation.REMOVE_CUSTOMER_IDENTITY, this::remove, call -> service.visible(call,
                        call.parameter(CustomerRoutes.ID), call.parameter(ID)));
    }

    private boolean customerVisible(Call call) {
        return customers.visible(call, call.parameter(CustomerRoutes.ID));
    }

    private Answer add(Call call) {
        call.query().check();
        return service.add(call, call.parameter(CustomerRoutes.ID), CustomerIdentityJson.create(call.fields()));
    }

    private Answer list(Call call) {
        int limit = call.query().count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        call.query().check();
        String customerId = call.parameter(CustomerRoutes.ID);
        return Page.answer(service.list(call, customerId, from, limit)
                .map(identity -> CustomerIdentityJson.view(customerId, identity)), call, cursors);
    }

    private Answer remove(Call call) {
        call.query().check();
        return service.remove(call, call.parameter(CustomerRoutes.ID), call.parameter(ID));
    }
}
