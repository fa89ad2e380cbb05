package dev.nightdesk.api.customer;

import dev.nightdesk.api.organization.OrganizationService;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Guess;
import dev.nightdesk.api.platform.aggregate.RecentReads;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Page;
import dev.nightdesk.api.platform.http.Position;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.Ids;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Customers of a workspace. */
public final class CustomerService {
    private final CustomerStore store;
    private final Commands commands;
    private final Ids ids;
    private final OrganizationService organizations;
    private final CustomerDirectory directory;
    private final RecentReads<Customer> recent;

    /** A service that looks organizations up in the given one. */
    public CustomerService(CustomerStore store, Commands commands, Ids ids, OrganizationService organizations) {
        this.store = store;
        this.commands = commands;
        this.ids = ids;
        this.organizations = organizations;
        this.directory = new CustomerDirectory(store, commands);
        this.recent = new RecentReads<>(store);
    }

    /** The customer; empty when the workspace has none with this id, or it was merged or erased. */
    public Optional<Customer> find(String workspaceId, String id) {
        return directory.find(workspaceId, id).filter(Customer::live);
    }

    /** Those of the ids that the workspace has, merged ones among them, in no order. */
    public List<Customer> findAll(String workspaceId, List<String> someIds) {
        return store.findAll(workspaceId, someIds);
    }

    /** The customer a conversation should be held with: the one with this id or, if it was merged, its survivor. */
    public Optional<Customer> findLivingOn(String workspaceId, String id) {
        Optional<Customer> found = directory.find(workspaceId, id);
        found.filter(Customer::live).ifPresent(recent::saw);
        return found.flatMap(directory::survivor);
    }

    /** The same as this node saw it last, if it remembers. */
    public Optional<Guess<Customer>> guess(String workspaceId, String id) {
        return recent.guess(workspaceId, id);
    }

    boolean visible(Call call, String id) {
        return directory.find(call.workspaceId(), id).isPresent();
    }

    Customer get(Call call, String id) {
        return directory.live(call.workspaceId(), id);
    }

    Customer lookup(Call call, String key) {
        return directory.owner(call.workspaceId(), key).orElseThrow(Problem::notFound);
    }

    Page<Customer> list(Call call, CustomerStore.Filter filter, Optional<Position> from, int limit) {
        return store.list(call.workspaceId(), filter, from, limit);
    }

    /** Customers as finished JSON, with their organizations where asked for. */
    List<RawJson> views(String workspaceId, List<Customer> customers, boolean withOrganization) {
        Set<String> organizationIds = withOrganization ? customers.stream()
                .map(customer -> customer.profile().organizationId()).filter(id -> id != null)
                .collect(Collectors.toSet()) : Set.of();
        Map<String, RawJson> found = organizations.views(workspaceId, organizationIds);
        return customers.stream().map(customer -> {
            RawJson json = CustomerJson.view(customer);
            RawJson organization = found.get(customer.profile().organizationId());
            return organization == null ? json : json.with("organization", organization.text());
        }).toList();
    }

    Answer create(Call call, CustomerFields fields) {
        checkOrganization(call.workspaceId(), fields.profile(), CustomerProfile.EMPTY, "#");
        return directory.reserving(call, null, CustomerDirectory.Wanted.of(fields), () -> commands.create(call,
                ResourceType.CUSTOMER, store, id -> CustomerEffects.created(Customer.create(id, call.workspaceId(),
                        fields, identityIds(call.now()), call.now()))));
    }

    Answer update(Call call, String id, UnaryOperator<CustomerFields> patch) {
        Customer before = directory.live(call.workspaceId(), id);
        CustomerFields asked = patch.apply(before.fields());
        Answer answer = directory.reserving(call, id, CustomerDirectory.Wanted.of(asked),
                () -> commands.change(call, store, id, customer -> {
                    directory.requireLive(customer);
                    call.precondition().check(customer.version());
                    return CustomerEffects.updated(customer, changed(call, customer, patch.apply(customer.fields()), "#"));
                }));
        releaseRemoved(call, before);
        return answer;
    }

    /** The customer with these fields, which stand under this pointer in the request, their references checked. */
    Customer changed(Call call, Customer customer, CustomerFields fields, String pointer) {
        checkOrganization(call.workspaceId(), fields.profile(), customer.profile(), pointer);
        return customer.update(fields, identityIds(call.now()), call.now());
    }

    /** Addresses that came with a merge and are gone now need not be reserved any longer. */
    void releaseRemoved(Call call, Customer before) {
        if (before.identities().list().stream().allMatch(identity -> identity.reservedBy().equals(before.id()))) {
            return;
        }
        Set<String> left = directory.find(call.workspaceId(), before.id()).map(now -> now.identities().ids())
                .orElse(Set.of());
        before.identities().list().stream()
                .filter(identity -> !left.contains(identity.id()) && !identity.reservedBy().equals(before.id()))
                .forEach(identity -> directory.release(call.workspaceId(), identity.reservedBy(), identity.key(),
                        call.now()));
    }

    /** Refuses an organization that is new to the customer and unknown to the workspace. */
    void checkOrganization(String workspaceId, CustomerProfile asked, CustomerProfile present, String pointer) {
        String organizationId = asked.organizationId();
        if (organizationId != null && !organizationId.equals(present.organizationId())
                && !organizations.exists(workspaceId, organizationId)) {
            throw Problem.ofField(ProblemCode.UNKNOWN_REFERENCE, pointer + "/organization_id", "unknown_reference",
                    "organization_id names no organization of this workspace.");
        }
    }

    Supplier<String> identityIds(Instant now) {
        return () -> ids.next(ResourceType.CUSTOMER_IDENTITY, now);
    }

    CustomerDirectory directory() {
        return directory;
    }
}
