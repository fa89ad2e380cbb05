package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.json.Difference;
import dev.nightdesk.api.platform.json.RawJson;

/** What changes to customers mean to others. */
final class CustomerEffects {
    private CustomerEffects() {
    }

    /** A new customer, answered with itself. */
    static Effect<Customer> created(Customer customer) {
        RawJson json = CustomerJson.view(customer);
        Answer answer = Answer.created("/v1/customers/" + customer.id(), json).version(customer.version());
        return Effect.of(customer, answer).event(event("customer.created", customer.id(), json));
    }

    /** A changed customer, answered with itself. */
    static Effect<Customer> updated(Customer before, Customer after) {
        return updated(before, after, Answer.ok(CustomerJson.view(after)).version(after.version()));
    }

    /** A changed customer with an answer of another kind. */
    static Effect<Customer> updated(Customer before, Customer after, Answer answer) {
        RawJson now = CustomerJson.view(after);
        RawJson previous = Difference.of(CustomerJson.view(before), now).before();
        return Effect.of(after, answer).event(EventDraft.ofPerson("customer.updated", after.id(),
                RawJson.of("customer", now).with("previous", previous.text()).text()));
    }

    /** What the log says of a customer that went up in another one. */
    static EventDraft merged(Customer gone) {
        return EventDraft.ofPerson("customer.merged", gone.id(), RawJson.of("customer", CustomerJson.view(gone))
                .with("merged_into", "\"" + gone.merge().survivorId() + "\"").text());
    }

    /** What the log says of a customer that is there again. */
    static EventDraft unmerged(Customer back) {
        return event("customer.unmerged", back.id(), CustomerJson.view(back));
    }

    /** What the log says of a customer that is no more: nothing of whom it was. */
    static EventDraft erased(String id) {
        return EventDraft.of("customer.erased", "{\"deleted_id\":\"" + id + "\"}");
    }

    private static EventDraft event(String type, String id, RawJson customer) {
        return EventDraft.ofPerson(type, id, RawJson.of("customer", customer).text());
    }
}
