package dev.nightdesk.api.customer;

import dev.nightdesk.api.customer.CustomerDirectory.Wanted;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Finds the customer a request means, or makes one. The unique index over addresses decides between any number of
 * requests at once; who loses looks again and finds what the winner made.
 */
public final class CustomerIntake {
    private static final int MOST_ATTEMPTS = 50;

    private final CustomerService customers;
    private final CustomerDirectory directory;
    private final CustomerStore store;
    private final Commands commands;

    /** An intake into the service's store. */
    public CustomerIntake(CustomerService customers, CustomerStore store, Commands commands) {
        this.customers = customers;
        this.directory = customers.directory();
        this.store = store;
        this.commands = commands;
    }

    /**
     * Finds the customer in another request's body by external id, else e-mail address, else phone number, and changes
     * what is said of it; makes it where none of them is known. Repeated under one idempotency key it answers with the
     * same customer.
     *
     * @param said what {@link CustomerJson#inline} read under {@code #/customer}
     * @throws Problem 409 {@code identity_taken} or {@code duplicate_external_id} when an address belongs to another
     *     customer than the one found, 422 {@code unknown_reference} for an unknown organization
     */
    public Customer findOrMake(Call call, CustomerFields said) {
        Call aside = call.withoutKey();
        AtomicReference<Customer> result = new AtomicReference<>();
        settled(() -> {
            Optional<Customer> found = meant(aside, said);
            return found.isPresent() ? addTo(aside, found.get(), said, result) : make(call, said, result);
        });
        return result.get();
    }

    /** The answer of the upsert: 201 with a new customer, 200 with the one who has the external id. */
    Answer upsert(Call call, String externalId) {
        String key = CustomerIdentity.key(IdentityKind.EXTERNAL, externalId);
        return settled(() -> {
            Optional<Customer> found = directory.claimant(call.workspaceId(), key, call.now());
            return found.isPresent() ? update(call, found.get(), key) : create(call, externalId);
        });
    }

    private Optional<Answer> update(Call call, Customer found, String key) {
        UnaryOperator<CustomerFields> patch = present -> CustomerJson.upsert(call.fields(), present);
        return change(call, found, patch, customer -> customer.identities().byKey(key).isPresent(),
                new AtomicReference<>(), "#");
    }

    private Optional<Answer> create(Call call, String externalId) {
        CustomerFields fields = CustomerJson.upsert(call.fields(), CustomerFields.of(externalId));
        if (call.precondition().header().isPresent()) {
            throw Problem.notFound();
        }
        customers.checkOrganization(call.workspaceId(), fields.profile(), CustomerProfile.EMPTY, "#");
        try {
            return Optional.of(commands.create(call, ResourceType.CUSTOMER, store, id -> CustomerEffects.created(
                    Customer.create(id, call.workspaceId(), fields, customers.identityIds(call.now()), call.now()))));
        } catch (DuplicateKey e) {
            directory.refuseTaken(call, null, Wanted.of(new CustomerFields(null, fields.email(), fields.phone(),
                    fields.profile())));
            return Optional.empty();
        }
    }

    private Optional<Customer> meant(Call call, CustomerFields said) {
        return said.addresses().entrySet().stream()
                .map(address -> directory.claimant(call.workspaceId(),
                        CustomerIdentity.key(address.getKey(), address.getValue()), call.now()))
                .flatMap(Optional::stream).findFirst();
    }

    private Optional<Answer> addTo(Call call, Customer found, CustomerFields said, AtomicReference<Customer> result) {
        UnaryOperator<CustomerFields> patch = present -> said.withoutKnown(found.identities()).over(present);
        Predicate<Customer> meant = customer -> said.addresses().entrySet().stream().anyMatch(address -> customer
                .identities().byKey(CustomerIdentity.key(address.getKey(), address.getValue())).isPresent());
        return change(call, found, patch, meant, result, "#/customer");
    }

    /** Empty when the customer is no longer the one that is meant. */
    private Optional<Answer> change(Call call, Customer found, UnaryOperator<CustomerFields> patch,
            Predicate<Customer> meant, AtomicReference<Customer> result, String pointer) {
        List<Wanted> wanted = Wanted.of(patch.apply(found.fields()));
        try {
            Answer answer = directory.reserving(call, found.id(), wanted,
                    () -> commands.change(call, store, found.id(), customer -> {
                        if (!customer.live() || !meant.test(customer)) {
                            throw Problem.notFound();
                        }
                        if (call.precondition().header().isPresent()) {
                            call.precondition().check(customer.version());
                        }
                        result.set(customers.changed(call, customer, patch.apply(customer.fields()), pointer));
                        return CustomerEffects.updated(customer, result.get());
                    }));
            customers.releaseRemoved(call, found);
            return Optional.of(answer);
        } catch (Problem problem) {
            if (problem.code() == ProblemCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw problem;
        }
    }

    private Optional<Answer> make(Call call, CustomerFields said, AtomicReference<Customer> result) {
        String id = commands.sideId(call, ResourceType.CUSTOMER);
        Optional<Customer> made = directory.find(call.workspaceId(), id).flatMap(directory::survivor);
        if (made.isPresent()) {
            result.set(made.get());
            return Optional.of(Answer.noContent());
        }
        CustomerFields fields = said.over(CustomerFields.of(null));
        customers.checkOrganization(call.workspaceId(), fields.profile(), CustomerProfile.EMPTY, "#/customer");
        result.set(Customer.create(id, call.workspaceId(), fields, customers.identityIds(call.now()), call.now()));
        try {
            return Optional.of(commands.insert(call.withoutKey(), store, CustomerEffects.created(result.get())));
        } catch (DuplicateKey e) {
            return Optional.empty();
        }
    }

    private static <T> T settled(Supplier<Optional<T>> attempt) {
        for (int i = 0; i < MOST_ATTEMPTS; i++) {
            Optional<T> result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw CustomerDirectory.conflict();
    }
}
