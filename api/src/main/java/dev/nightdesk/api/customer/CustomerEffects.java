package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.json.Json;
import dev.nightdesk.api.platform.json.RawJson;

/** What changes to customers mean to others. */
final class CustomerEffects {
    private CustomerEffects() {
    }

    /** A new customer, answered with itself. */
    static Effect<Customer> created(Customer customer) {
        RawJson json = CustomerJson.view(customer);
        Answer answer = Answer.created("/v1/customers/" + customer.id(), json).version(customer.version());
        return Effect.of(customer, answer).event(event("customer.created", json));
    }

    /** A changed customer, answered with itself. */
    static Effect<Customer> updated(Customer before, Customer after) {
        return updated(before, after, Answer.ok(CustomerJson.view(after)).version(after.version()));
    }

    /** A changed customer with an answer of another kind. */
    static Effect<Customer> updated(Customer before, Customer after, Answer answer) {
        RawJson previous = RawJson.of(Json.write(CustomerJson.differing(before, after)));
        EventDraft event = EventDraft.of("customer.updated", RawJson.of("customer", CustomerJson.view(after))
                .with("previous", previous.text()).text());
        return Effect.of(after, answer).event(event);
    }

    private static EventDraft event(String type, RawJson customer) {
        return EventDraft.of(type, RawJson.of("customer", customer).text());
    }
}
