package dev.nightdesk.api.customer;

import dev.nightdesk.api.audit.AuditEntry;
import dev.nightdesk.api.operation.Operation;
import dev.nightdesk.api.operation.OperationHandler;
import dev.nightdesk.api.operation.OperationKind;
import dev.nightdesk.api.operation.OperationService;
import dev.nightdesk.api.organization.OrganizationService;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.http.Answer;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Merges customers and undoes it. The commit point is one write of the customer that goes or comes back, in which the
 * operation that moves its conversations rides along; the survivor follows at once.
 */
public final class CustomerMergeService {
    /** What the operations remember: where the conversations go, and where they come from. */
    static final String INTO = "into";
    static final String FROM = "from";

    private final CustomerStore store;
    private final Commands commands;
    private final OperationService operations;
    private final OrganizationService organizations;
    private final ConversationsOfCustomer conversations;
    private final CustomerDirectory directory;
    private final MergeSettlement settlement;

    /** A service over the customers' store. */
    public CustomerMergeService(CustomerStore store, Commands commands, OperationService operations,
            OrganizationService organizations, ConversationsOfCustomer conversations) {
        this.store = store;
        this.commands = commands;
        this.operations = operations;
        this.organizations = organizations;
        this.conversations = conversations;
        this.directory = new CustomerDirectory(store, commands);
        this.settlement = new MergeSettlement(store, directory, commands);
    }

    /** What does the operations that merges begin. */
    public List<OperationHandler> handlers() {
        return List.of(new CustomerMergeHandler(directory, settlement, conversations),
                new CustomerUnmergeHandler(directory, settlement, conversations));
    }

    Answer preview(Call call, String id, String into) {
        Customer customer = directory.live(call.workspaceId(), id);
        Customer after = survivor(customer, into).absorb(customer, List.of(), call.now());
        return Answer.ok(merged("preview", customer, after, null));
    }

    Answer merge(Call call, String id, String into) {
        settlement.settleAround(call, id);
        settlement.settleAround(call, into);
        Answer answer = operations.startWith(call, OperationKind.CUSTOMER_MERGE, ResourceType.CUSTOMER, id,
                Map.of(INTO, into), operation -> commands.change(call, store, id,
                        customer -> merge(call, customer, into, operation)));
        settlement.settle(call, id);
        return answer;
    }

    private Effect<Customer> merge(Call call, Customer customer, String into, Operation operation) {
        Customer survivor = survivor(directory.requireLive(customer), into);
        if (customer.merge() != null || survivor.merge() != null) {
            // One of them came back a moment ago and others have yet to let go of what is its own.
            throw CustomerDirectory.conflict();
        }
        Customer gone = customer.goneInto(into, call.now());
        RawJson json = merged("merged", customer, survivor.absorb(gone, List.of(), call.now()), operation.id());
        return OperationService.riding(gone, operation, Answer.ok(json)).event(CustomerEffects.merged(gone))
                .with(AuditEntry.COLLECTION, audit(call, customer.id(), null, into));
    }

    Answer unmerge(Call call, String id) {
        List<Customer> chain = directory.find(call.workspaceId(), id).map(directory::chain)
                .orElseThrow(Problem::notFound);
        chain.forEach(customer -> settlement.settleAround(call, customer.id()));
        String from = chain.getLast().id();
        Answer answer = operations.startWith(call, OperationKind.CUSTOMER_UNMERGE, ResourceType.CUSTOMER, id,
                Map.of(FROM, from), operation -> commands.change(call, store, id,
                        customer -> unmerge(call, customer, from, operation)));
        settlement.settle(call, id);
        return answer;
    }

    private Effect<Customer> unmerge(Call call, Customer customer, String from, Operation operation) {
        if (customer.live()) {
            throw Problem.of(ProblemCode.CUSTOMER_NOT_MERGED, "The customer was not merged.");
        }
        Customer survivor = directory.survivor(customer).orElseThrow(Problem::notFound);
        List<Customer> chain = directory.chain(customer);
        if (!survivor.id().equals(from) || !settled(chain)) {
            throw CustomerDirectory.conflict();
        }
        String organizationId = customer.profile().organizationId();
        boolean known = organizationId == null || organizations.exists(call.workspaceId(), organizationId);
        Customer back = customer.back(kept(directory, customer, survivor), leaving(customer, survivor), through(chain),
                known ? customer.profile() : customer.profile().withoutOrganization(), call.now());
        RawJson json = CustomerMergeJson.view("unmerged", back.id(), from, back, back.identities().ids(),
                conversations.countFormer(call.workspaceId(), from, back.id()), operation.id());
        return OperationService.riding(back, operation, Answer.ok(json)).event(CustomerEffects.unmerged(back))
                .with(AuditEntry.COLLECTION, audit(call, customer.id(), from, null));
    }

    /** Those after the first. */
    static List<String> through(List<Customer> chain) {
        return chain.stream().skip(1).map(Customer::id).toList();
    }

    /** Whether all that was merged on the way has reached its end, so that the end tells what there is to return. */
    static boolean settled(List<Customer> chain) {
        return chain.stream().allMatch(customer -> customer.live()
                || customer.merge().phase() == MergeState.Phase.MERGED);
    }

    /** The addresses that leave the survivor when the customer comes back: those that it has and had not before. */
    static Set<String> leaving(Customer customer, Customer survivor) {
        Set<String> listed = survivor.identities().ids();
        return customer.identities().list().stream()
                .filter(identity -> listed.contains(identity.id()) && !identity.reservedBy().equals(survivor.id()))
                .map(CustomerIdentity::id).collect(Collectors.toSet());
    }

    /** Those of the leaving that nobody else has taken back already. */
    static Set<String> kept(CustomerDirectory directory, Customer customer, Customer survivor) {
        Set<String> leaving = leaving(customer, survivor);
        return customer.identities().list().stream().filter(identity -> leaving.contains(identity.id())
                && directory.owner(customer.workspaceId(), identity.key())
                        .filter(owner -> owner.id().equals(survivor.id())).isPresent())
                .map(CustomerIdentity::id).collect(Collectors.toSet());
    }

    /** The customer to merge into, if it is one that can take another. */
    private Customer survivor(Customer customer, String into) {
        if (customer.id().equals(into)) {
            throw Problem.ofField(ProblemCode.SAME_RESOURCE, "#/into", "conflicting_fields",
                    "A customer cannot be merged into itself.");
        }
        Customer survivor = directory.find(customer.workspaceId(), into).filter(Customer::live)
                .orElseThrow(() -> Problem.ofField(ProblemCode.UNKNOWN_REFERENCE, "#/into", "unknown_reference",
                        "into names no customer, or one that was merged itself."));
        int identities = customer.identities().list().size() + survivor.identities().list().size();
        if (identities > CustomerIdentityService.MOST) {
            throw Problem.of(ProblemCode.LIMIT_EXCEEDED, "Together they have " + identities
                    + " identities; a customer may have at most " + CustomerIdentityService.MOST + ".");
        }
        return survivor;
    }

    private RawJson merged(String state, Customer customer, Customer after, String operationId) {
        Set<String> moved = customer.identities().ids();
        return CustomerMergeJson.view(state, customer.id(), after.id(), after, moved,
                conversations.count(customer.workspaceId(), customer.id()), operationId);
    }

    private static AuditEntry audit(Call call, String id, String before, String after) {
        return AuditEntry.of(call, ResourceType.CUSTOMER, id, mergedInto(before), mergedInto(after));
    }

    private static RawJson mergedInto(String id) {
        return new RawJson("{}").with("merged_into", id == null ? "null" : "\"" + id + "\"");
    }
}
