package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.DuplicateKey;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.Loaded;
import dev.nightdesk.api.platform.http.Call;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.http.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who is who: follows merged customers to the one they live on in, and addresses to the one who has them. A merged
 * customer's document goes on reserving the addresses it brought along, so that no moment of a merge leaves them to
 * others; whether the survivor still has them is the survivor's to say.
 */
final class CustomerDirectory {
    private static final int MOST_ATTEMPTS = 50;

    private final CustomerStore store;
    private final Commands commands;

    CustomerDirectory(CustomerStore store, Commands commands) {
        this.store = store;
        this.commands = commands;
    }

    /** The customer, if the workspace has it, be it merged away. */
    Optional<Customer> find(String workspaceId, String id) {
        return store.find(workspaceId, id).map(Loaded::value);
    }

    /**
     * The customer.
     *
     * @throws Problem 404 when it is absent or lived on in one who was erased, 410 when it lives on in another
     */
    Customer live(String workspaceId, String id) {
        return requireLive(find(workspaceId, id).orElseThrow(Problem::notFound));
    }

    /** The same for one that was read already. */
    Customer requireLive(Customer customer) {
        if (customer.live()) {
            return customer;
        }
        String survivor = survivor(customer).map(Customer::id).orElseThrow(Problem::notFound);
        throw Problem.of(ProblemCode.CUSTOMER_MERGED, "The customer was merged into another one.")
                .with("existing_id", survivor)
                .header("Link", "</v1/customers/" + survivor + ">; rel=\"successor-version\"");
    }

    /** Whom a merged customer lives on in; empty when that one was erased. */
    Optional<Customer> survivor(Customer merged) {
        return end(chain(merged));
    }

    /** The customer who has the address; empty when nobody does. */
    Optional<Customer> owner(String workspaceId, String key) {
        return store.reserving(workspaceId, key).flatMap(holder -> owner(holder, key));
    }

    /** The same, and where nobody has the address, nobody goes on reserving it. */
    Optional<Customer> claimant(String workspaceId, String key, Instant now) {
        Optional<Customer> holder = store.reserving(workspaceId, key);
        Optional<Customer> owner = holder.flatMap(found -> owner(found, key));
        if (owner.isEmpty()) {
            holder.ifPresent(found -> release(workspaceId, found.id(), key, now));
        }
        return owner;
    }

    /** Has a merged customer no longer reserve an address that its survivor has let go. */
    void release(String workspaceId, String holderId, String key, Instant now) {
        commands.apply(store, workspaceId, holderId, now, holder -> holder.live() ? Optional.empty()
                : holder.identities().byKey(key).map(identity -> Effect.of(holder.with(
                        holder.identities().without(Set.of(identity.id()), now), now), null)));
    }

    /**
     * Writes addresses that the unique index may refuse.
     *
     * @param self the customer that is changed; null for a new one
     * @param wanted what the write reserves
     * @throws Problem 409 with {@code existing_id} when another customer has one of them
     */
    <T> T reserving(Call call, String self, List<Wanted> wanted, Supplier<T> write) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return write.get();
            } catch (DuplicateKey e) {
                if (e.ofId()) {
                    throw e;
                }
                refuseTaken(call, self, wanted);
            }
        }
        throw conflict();
    }

    /** Refuses what another customer has, and frees what nobody has. */
    void refuseTaken(Call call, String self, List<Wanted> wanted) {
        for (Wanted address : wanted) {
            claimant(call.workspaceId(), address.key(), call.now()).filter(owner -> !owner.id().equals(self))
                    .ifPresent(owner -> {
                        throw taken(address.refusal(), owner.id());
                    });
        }
    }

    /** The refusal of an address that the customer has. */
    static Problem taken(ProblemCode refusal, String ownerId) {
        return Problem.of(refusal, "Another customer is known by it.").with("existing_id", ownerId);
    }

    static Problem conflict() {
        return Problem.of(ProblemCode.VERSION_CONFLICT, "Too many others are changing the same customers; try again.");
    }

    /** What a merge has not carried over yet will come to the survivor; from there on, each has what it lists. */
    private Optional<Customer> owner(Customer holder, String key) {
        List<Customer> chain = chain(holder);
        boolean coming = false;
        for (int hop = 1; hop < chain.size(); hop++) {
            coming |= chain.get(hop - 1).merge().phase() == MergeState.Phase.MERGING;
            if (!coming && chain.get(hop).identities().byKey(key).isEmpty()) {
                return Optional.empty();
            }
        }
        return end(chain);
    }

    private static Optional<Customer> end(List<Customer> chain) {
        Customer last = chain.getLast();
        if (!last.live() && chain.stream().anyMatch(one -> one.id().equals(last.merge().survivorId()))) {
            throw conflict();
        }
        return Optional.of(last).filter(Customer::live);
    }

    /** A merged customer and those it was merged into, one after the other, as far as they exist; a ring ends it. */
    List<Customer> chain(Customer start) {
        List<Customer> chain = new ArrayList<>(List.of(start));
        Set<String> seen = new HashSet<>(Set.of(start.id()));
        while (!chain.getLast().live() && seen.add(chain.getLast().merge().survivorId())) {
            Optional<Customer> next = find(start.workspaceId(), chain.getLast().merge().survivorId());
            if (next.isEmpty()) {
                break;
            }
            chain.add(next.get());
        }
        return chain;
    }

    /**
     * An address that a write reserves.
     *
     * @param key of the identity
     * @param refusal what to answer when another customer has it
     */
    record Wanted(String key, ProblemCode refusal) {
        /** The addresses among the fields; the external id has a refusal of its own. */
        static List<Wanted> of(CustomerFields fields) {
            return fields.addresses().entrySet().stream().map(address -> new Wanted(
                    CustomerIdentity.key(address.getKey(), address.getValue()),
                    address.getKey() == IdentityKind.EXTERNAL ? ProblemCode.DUPLICATE_EXTERNAL_ID
                            : ProblemCode.IDENTITY_TAKEN)).toList();
        }
    }
}
