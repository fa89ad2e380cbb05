package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Cursors;
import dev.nightdesk.api.platform.http.Operation;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.Query;
import dev.nightdesk.api.platform.http.Router;
import dev.nightdesk.api.platform.http.TimeRange;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import java.util.List;

/** The routes of customers. */
public final class CustomerRoutes {
    static final String ID = "customer_id";
    private static final int LONGEST_EXTERNAL_ID = 255;
    private static final List<String> ORDERS = List.of("created_at", "-created_at", "updated_at", "-updated_at");

    private final CustomerService service;
    private final CustomerIntake intake;
    private final Cursors cursors;

    /** Routes to the services. */
    public CustomerRoutes(CustomerService service, CustomerIntake intake, Cursors cursors) {
        this.service = service;
        this.intake = intake;
        this.cursors = cursors;
    }

    /** Adds the routes. */
    public void register(Router router) {
        router.on(Operation.CREATE_CUSTOMER, this::create)
                .on(Operation.LIST_CUSTOMERS, this::list)
                .on(Operation.LOOKUP_CUSTOMER, this::lookup)
                .on(Operation.UPSERT_CUSTOMER_BY_EXTERNAL_ID, this::upsert)
                .on(Operation.GET_CUSTOMER, this::get, this::visible)
                .on(Operation.UPDATE_CUSTOMER, this::update, this::visible);
    }

    private boolean visible(Call call) {
        return service.visible(call, call.parameter(ID));
    }

    private Answer create(Call call) {
        call.query().check();
        return service.create(call, CustomerJson.create(call.fields()));
    }

    private Answer list(Call call) {
        Query query = call.query();
        var filter = new CustomerStore.Filter(query.id("organization_id", ResourceType.ORGANIZATION),
                query.text("tier", 40), query.text("tag", 64),
                query.text("external_id", LONGEST_EXTERNAL_ID), query.flag("blocked"),
                TimeRange.of(query, "created_at"), TimeRange.of(query, "updated_at"),
                query.oneOf("sort", ORDERS).orElse("-created_at"));
        boolean expanded = expanded(query);
        int limit = query.count("limit", Page.USUAL, Page.MOST);
        var from = cursors.position(call);
        query.check();
        Page<Customer> page = service.list(call, filter, from, limit);
        return Page.answer(new Page<>(service.views(call.workspaceId(), page.data(), expanded), page.next()), call,
                cursors);
    }

    private Answer lookup(Call call) {
        String identity = call.query().text("identity", 300).orElseThrow(() -> Problem.invalidParameter("identity",
                "required", "is required"));
        String key = CustomerIdentityJson.key(identity).orElseThrow(() -> Problem.invalidParameter("identity",
                "format", "must be a kind and a value of its form, such as email:ada@example.com"));
        boolean expanded = expanded(call.query());
        call.query().check();
        return answer(call, service.lookup(call, key), expanded);
    }

    private Answer upsert(Call call) {
        call.query().check();
        String externalId = call.parameter("external_id");
        if (externalId.length() > LONGEST_EXTERNAL_ID) {
            throw Problem.invalidParameter("external_id", "too_long", "must hold at most 255 characters");
        }
        return intake.upsert(call, externalId);
    }

    private Answer get(Call call) {
        boolean expanded = expanded(call.query());
        call.query().check();
        return answer(call, service.get(call, call.parameter(ID)), expanded);
    }

    private Answer update(Call call) {
        call.query().check();
        return service.update(call, call.parameter(ID), present -> CustomerJson.update(call.fields(), present));
    }

    private Answer answer(Call call, Customer customer, boolean expanded) {
        return call.conditional(customer.version(), () -> {
            RawJson json = service.views(call.workspaceId(), List.of(customer), expanded).getFirst();
            return Answer.ok(json);
        });
    }

    private static boolean expanded(Query query) {
        return query.expand(List.of("organization")).contains("organization");
    }
}
