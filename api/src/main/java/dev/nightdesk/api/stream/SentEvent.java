package dev.nightdesk.api.stream;

import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventJson;
import java.util.Optional;

/** An event on its way to many readers; each form of it is made once, by whoever needs it first. */
final class SentEvent {
    private final Event event;
    private final CustomerEvents customers;
    private volatile Frame whole;
    private volatile Optional<CustomerEvents.Shown> shown;

    SentEvent(Event event, CustomerEvents customers) {
        this.event = event;
        this.customers = customers;
    }

    Event event() {
        return event;
    }

    /** As the desk reads it. */
    Frame whole() {
        if (whole == null) {
            whole = Frame.of(event, EventJson.body(event));
        }
        return whole;
    }

    /** As the customer reads it, if it is about that customer's conversation and public. */
    Optional<Frame> forCustomer(String customerId) {
        if (shown == null) {
            shown = customers.show(event);
        }
        return shown.filter(one -> one.customerId().equals(customerId)).map(CustomerEvents.Shown::frame);
    }
}
