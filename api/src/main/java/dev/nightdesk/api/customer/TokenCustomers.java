package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.Formats;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The customers that customers' tokens speak for. */
public final class TokenCustomers {
    private static final int LONGEST_EXTERNAL_ID = 255;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_ATTEMPTS = 50;

    private final CustomerService customers;
    private final CustomerDirectory directory;
    private final CustomerStore store;
    private final Commands commands;
    private final Ids ids;
    private final Function<String, Instant> time;

    /** A view of the service's customers, with the time of a workspace by its id. */
    public TokenCustomers(CustomerService customers, CustomerStore store, Commands commands, Ids ids,
            Function<String, Instant> time) {
        this.customers = customers;
        this.directory = customers.directory();
        this.store = store;
        this.commands = commands;
        this.ids = ids;
        this.time = time;
    }

    /**
     * The customer with this external id; empty when there is none and none may be made. Claims that have
     * not the form of their field are passed over, and so is an e-mail address that another customer has: a token
     * proves who signed it, not who reads the mail.
     *
     * @param sub the product's own identifier
     * @param name may be null, like {@code email} and {@code locale}
     * @param mayCreate whether an unknown customer is made
     */
    public Optional<Customer> byToken(String workspaceId, String sub, String name, String email, String locale,
            boolean mayCreate) {
        if (sub.isEmpty() || sub.length() > LONGEST_EXTERNAL_ID) {
            return Optional.empty();
        }
        Instant now = time.apply(workspaceId);
        String key = CustomerIdentity.key(IdentityKind.EXTERNAL, sub);
        CustomerProfile profile = new CustomerProfile(
                Optional.ofNullable(name).filter(text -> !text.isEmpty() && text.length() <= LONGEST_NAME).orElse(null),
                Optional.ofNullable(locale).flatMap(Formats::language).orElse(null), null, null, null, Map.of(),
                List.of(), false, Map.of());
        for (int i = 0; i < MOST_ATTEMPTS; i++) {
            Optional<Customer> found = directory.claimant(workspaceId, key, now);
            if (found.isPresent() || !mayCreate) {
                return found;
            }
            Optional<Customer> made = make(workspaceId, new CustomerFields(sub, free(workspaceId, email, now), null,
                    profile), now);
            if (made.isPresent()) {
                return made;
            }
        }
        throw CustomerDirectory.conflict();
    }

    private String free(String workspaceId, String email, Instant now) {
        return Optional.ofNullable(email).flatMap(Addresses::email)
                .filter(address -> directory.claimant(workspaceId,
                        CustomerIdentity.key(IdentityKind.EMAIL, address), now).isEmpty()).orElse(null);
    }

    /** Empty when somebody else was faster with one of the addresses. */
    private Optional<Customer> make(String workspaceId, CustomerFields fields, Instant now) {
        String id = ids.next(ResourceType.CUSTOMER, now);
        Customer customer = Customer.create(id, workspaceId, fields, customers.identityIds(now), now);
        try {
            commands.make(store, CustomerEffects.created(customer), now, new Actor("customer", id));
            return Optional.of(customer);
        } catch (DuplicateKey e) {
            return Optional.empty();
        }
    }
}
