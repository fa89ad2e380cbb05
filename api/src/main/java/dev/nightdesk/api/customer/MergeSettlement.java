package dev.nightdesk.api.customer;

import dev.nightdesk.api.customer.MergeState.Phase;
import dev.nightdesk.api.platform.aggregate.Commands;
import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.http.Call;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Carries what a merge, or its reversal, has decided in one customer's document over into the other's. Each step is
 * one conditional write and does nothing the second time, so the request, the operation behind it and whoever comes by
 * may all do it.
 */
final class MergeSettlement {
    private static final int MOST_ATTEMPTS = 50;

    private final CustomerStore store;
    private final CustomerDirectory directory;
    private final Commands commands;

    MergeSettlement(CustomerStore store, CustomerDirectory directory, Commands commands) {
        this.store = store;
        this.directory = directory;
        this.commands = commands;
    }

    /** Settles on the side of a request, in its caller's name. */
    void settle(Call call, String id) {
        settle(call.workspaceId(), id, call.now(), (target, decide) -> commands.applyFor(call, store, target, decide));
    }

    /**
     * Settles the customer and all who are on their way back through it: who comes next would else carry on addresses
     * that have been returned.
     */
    void settleAround(Call call, String id) {
        store.returning(call.workspaceId(), id).forEach(returning -> settle(call, returning));
        settle(call, id);
    }

    /** Settles in the background. */
    void settle(String workspaceId, String id, Instant now) {
        settle(workspaceId, id, now, (target, decide) -> commands.apply(store, workspaceId, target, now, decide));
    }

    private void settle(String workspaceId, String id, Instant now, Writer writer) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<Customer> customer = directory.find(workspaceId, id);
            Optional<Phase> phase = customer.map(Customer::merge).map(MergeState::phase);
            if (phase.isEmpty() || phase.get() == Phase.MERGED
                    || settled(customer.get(), phase.get(), now, writer)) {
                return;
            }
        }
        throw CustomerDirectory.conflict();
    }

    /** One step; true when there is none left. */
    private boolean settled(Customer customer, Phase phase, Instant now, Writer writer) {
        return phase == Phase.MERGING ? taken(customer, now, writer) : letGo(customer, now, writer);
    }

    /** Only the customer named in the merge takes, so that it alone says whether it has; a gone one is skipped first. */
    private boolean taken(Customer gone, Instant now, Writer writer) {
        List<Customer> chain = directory.chain(gone);
        Customer end = chain.getLast();
        if (chain.size() == 1) {
            return true;
        }
        Customer next = chain.get(1);
        if (next.absorbing().contains(gone.id())) {
            writer.write(gone.id(), present -> mergingInto(next.id(), present)
                    .map(merging -> Effect.of(merging.taken(now), null)));
            return true;
        }
        if (!end.live()) {
            List<String> ids = chain.stream().map(Customer::id).toList();
            int start = ids.indexOf(end.merge().survivorId());
            return start < 0 || withdrawn(chain.subList(start, chain.size()), now, writer);
        }
        if (next.live()) {
            writer.write(next.id(), present -> absorbing(present, gone, now));
        } else {
            writer.write(gone.id(), present -> mergingInto(next.id(), present)
                    .map(merging -> Effect.of(merging.goneInto(end.id(), now), null)));
        }
        return false;
    }

    private Optional<Effect<Customer>> absorbing(Customer survivor, Customer gone, Instant now) {
        return !survivor.live() || survivor.absorbing().contains(gone.id()) ? Optional.empty()
                : directory.find(gone.workspaceId(), gone.id()).flatMap(fresh -> mergingInto(survivor.id(), fresh))
                        .map(fresh -> updated(survivor, survivor.absorb(fresh, unsettled(survivor), now)));
    }

    /**
     * Customers merged into each other at the same moment would be gone together. All who see the ring call off the
     * same one of its merges; nothing has been carried over yet, since whoever takes something must be there.
     */
    private static boolean withdrawn(List<Customer> ring, Instant now, Writer writer) {
        ring.stream().filter(one -> in(Phase.MERGING, one).isPresent()).min(Comparator.comparing(Customer::id))
                .ifPresent(one -> writer.write(one.id(), present -> in(Phase.MERGING, present)
                        .map(merging -> merging.independent(now))
                        .map(back -> Effect.of(back, null).event(CustomerEffects.unmerged(back)))));
        return false;
    }

    /**
     * All through whom the addresses went let them go, so that none brings them back when it returns itself. Each is
     * written even if it has none of them: who is about to take them from the one before then has to look again. The
     * way is walked until it holds nobody new.
     */
    private boolean letGo(Customer back, Instant now, Writer writer) {
        Set<String> leaving = Set.copyOf(back.merge().leaving());
        Set<String> told = new HashSet<>();
        List<String> holders = holders(back);
        while (told.addAll(holders)) {
            holders.forEach(holder -> writer.write(holder,
                    present -> Optional.of(without(present, back.id(), leaving, now))));
            holders = holders(back);
        }
        writer.write(back.id(), present -> in(Phase.UNMERGING, present)
                .map(unmerging -> Effect.of(unmerging.independent(now), null)));
        return true;
    }

    private List<String> holders(Customer back) {
        return back.merge().through().stream().flatMap(id -> directory.find(back.workspaceId(), id).stream())
                .flatMap(holder -> directory.chain(holder).stream()).map(Customer::id).distinct()
                .filter(id -> !id.equals(back.id())).toList();
    }

    private static Effect<Customer> without(Customer holder, String returnedId, Set<String> identityIds, Instant now) {
        Customer after = holder.letGo(returnedId, identityIds, now);
        boolean changed = !after.identities().equals(holder.identities());
        return holder.live() && changed ? updated(holder, after) : Effect.of(after, null);
    }

    /** Those it has absorbed whose own documents do not say so yet. */
    private List<String> unsettled(Customer survivor) {
        return store.findAll(survivor.workspaceId(), survivor.absorbing()).stream()
                .filter(gone -> in(Phase.MERGING, gone).isPresent()).map(Customer::id).toList();
    }

    private static Optional<Customer> mergingInto(String survivorId, Customer customer) {
        return in(Phase.MERGING, customer).filter(merging -> merging.merge().survivorId().equals(survivorId));
    }

    private static Optional<Customer> in(Phase phase, Customer customer) {
        return Optional.of(customer).filter(present -> present.merge() != null && present.merge().phase() == phase);
    }

    private static Effect<Customer> updated(Customer before, Customer after) {
        return CustomerEffects.updated(before, after, null);
    }

    /** Changes a customer, unless the decision is empty. */
    @FunctionalInterface
    private interface Writer {
        void write(String id, Function<Customer, Optional<Effect<Customer>>> decide);
    }
}
