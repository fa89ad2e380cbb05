package dev.nightdesk.api.customer;

import dev.nightdesk.api.audit.AuditEntry;
import dev.nightdesk.api.customer.CustomerDirectory.Wanted;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The addresses of customers. */
public final class CustomerIdentityService {
    /** How many one customer may have. */
    static final int MOST = 50;

    private final CustomerService customers;
    private final CustomerDirectory directory;
    private final CustomerStore store;
    private final Commands commands;

    /** A service over the customers' store. */
    public CustomerIdentityService(CustomerService customers, CustomerStore store, Commands commands) {
        this.customers = customers;
        this.directory = customers.directory();
        this.store = store;
        this.commands = commands;
    }

    boolean visible(Call call, String customerId, String identityId) {
        return directory.find(call.workspaceId(), customerId)
                .flatMap(customer -> customer.identities().byId(identityId)).isPresent();
    }

    Page<CustomerIdentity> list(Call call, String customerId, Optional<Position> from, int limit) {
        List<CustomerIdentity> rest = directory.live(call.workspaceId(), customerId).identities().list().stream()
                .filter(identity -> from.isEmpty() || isAfter(identity, from.get())).limit(limit + 1L).toList();
        return Page.of(rest, limit, last -> new Position(Long.toString(last.createdAt().toEpochMilli()), last.id()));
    }

    Answer add(Call call, String customerId, CustomerIdentityJson.Create asked) {
        directory.live(call.workspaceId(), customerId);
        List<Wanted> wanted = List.of(new Wanted(asked.key(), ProblemCode.IDENTITY_TAKEN));
        return directory.reserving(call, customerId, wanted, () -> commands.change(call, store, customerId, customer -> {
            directory.requireLive(customer);
            if (customer.identities().byKey(asked.key()).isPresent()) {
                throw Problem.of(ProblemCode.IDENTITY_TAKEN, "The customer has this identity already.")
                        .with("existing_id", customerId);
            }
            if (customer.identities().list().size() >= MOST) {
                throw Problem.of(ProblemCode.LIMIT_EXCEEDED, "A customer may have at most " + MOST + " identities.");
            }
            CustomerIdentity added = CustomerIdentity.create(customers.identityIds(call.now()).get(), customerId,
                    asked.kind(), asked.value(), asked.verified(), asked.primary(), call.now());
            Customer changed = customer.with(customer.identities().with(added, call.now()), call.now());
            CustomerIdentity stored = changed.identities().byId(added.id()).orElseThrow();
            Answer answer = Answer.of(201, CustomerIdentityJson.view(customerId, stored).bytes())
                    .version(stored.version());
            return CustomerEffects.updated(customer, changed, answer).with(AuditEntry.COLLECTION, AuditEntry.of(call,
                    ResourceType.CUSTOMER_IDENTITY, stored.id(), null, CustomerIdentityJson.anonymous(stored)));
        }));
    }

    Answer remove(Call call, String customerId, String identityId) {
        Customer before = directory.live(call.workspaceId(), customerId);
        Answer answer = commands.change(call, store, customerId, customer -> {
            directory.requireLive(customer);
            CustomerIdentity identity = customer.identities().byId(identityId).orElseThrow(Problem::notFound);
            call.precondition().check(identity.version());
            Identities left = customer.identities().without(Set.of(identityId), call.now());
            return CustomerEffects.updated(customer, customer.with(left, call.now()), Answer.noContent())
                    .with(AuditEntry.COLLECTION, AuditEntry.of(call, ResourceType.CUSTOMER_IDENTITY, identityId,
                            CustomerIdentityJson.anonymous(identity), null));
        });
        customers.releaseRemoved(call, before);
        return answer;
    }

    private static boolean isAfter(CustomerIdentity identity, Position position) {
        int order = identity.createdAt().compareTo(Instant.ofEpochMilli(Long.parseLong(position.key())));
        return order > 0 || (order == 0 && identity.id().compareTo(position.id()) > 0);
    }
}
