package dev.nightdesk.api.customer;

import dev.nightdesk.api.platform.aggregate.Aggregate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Somebody who is helped.
 *
 * @param merge how it stands to the customer it was merged into; null when it never was
 * @param absorbing the merged customers it has taken in whose own documents may not know it yet
 */
public record Customer(String id, String workspaceId, Identities identities, CustomerProfile profile,
        MergeState merge, List<String> absorbing, long version, Instant createdAt, Instant updatedAt)
        implements Aggregate {
    /** A new customer; the supplier makes ids of identities. */
    static Customer create(String id, String workspaceId, CustomerFields fields, Supplier<String> identityIds,
            Instant now) {
        Customer empty = new Customer(id, workspaceId, Identities.NONE, fields.profile(), null, List.of(), 1, now, now);
        return empty.changed(empty.addressed(fields, identityIds, now), fields.profile(), null, List.of(), 1, now);
    }

    /** The customer with these fields; itself when they are what they were. */
    Customer update(CustomerFields fields, Supplier<String> identityIds, Instant now) {
        return fields.equals(fields()) ? this
                : changed(addressed(fields, identityIds, now), fields.profile(), merge, absorbing, version + 1, now);
    }

    /** What its users may set. */
    public CustomerFields fields() {
        return new CustomerFields(externalId(), email(), phone(), profile);
    }

    /** The product's own identifier, or null. */
    public String externalId() {
        return identities.primaryValue(IdentityKind.EXTERNAL);
    }

    /** The main e-mail address, or null. */
    public String email() {
        return identities.primaryValue(IdentityKind.EMAIL);
    }

    /** The main phone number in E.164, or null. */
    public String phone() {
        return identities.primaryValue(IdentityKind.PHONE);
    }

    /** Whether its tokens may write nothing. */
    public boolean blocked() {
        return profile.blocked();
    }

    /** Whether it has not gone up in another customer. */
    public boolean live() {
        return merge == null || !merge.gone();
    }

    /** The keys that this document keeps from being taken. */
    List<String> reservedKeys() {
        return identities.list().stream().filter(identity -> identity.reservedBy().equals(id))
                .map(CustomerIdentity::key).toList();
    }

    /** The same with other identities, one version on. */
    Customer with(Identities others, Instant now) {
        return changed(others, profile, merge, absorbing, version + 1, now);
    }

    /** Gone up in another customer, which has yet to take what this one brings along. */
    Customer goneInto(String survivorId, Instant now) {
        return related(new MergeState(survivorId, MergeState.Phase.MERGING), now);
    }

    /** The same, once that customer has everything. */
    Customer taken(Instant now) {
        return related(new MergeState(merge.survivorId(), MergeState.Phase.MERGED), now);
    }

    /** On its own, owing nobody. */
    Customer independent(Instant now) {
        return related(null, now);
    }

    /**
     * With what a merged customer brings; those absorbed before are remembered as long as they do not know it. What
     * this one reserves itself it has already, or has given up.
     */
    Customer absorb(Customer gone, List<String> unsettled, Instant now) {
        List<String> all = Stream.concat(unsettled.stream(), Stream.of(gone.id)).distinct().toList();
        return changed(identities.joined(gone.identities.notReservedBy(id), now), profile.filledFrom(gone.profile),
                merge, all, version + 1, now);
    }

    /**
     * Without these addresses, and without memory of having taken in the customer who has them back. What this one
     * reserves itself is its own again and stays.
     */
    Customer letGo(String returnedId, Set<String> identityIds, Instant now) {
        Set<String> going = new HashSet<>(identityIds);
        going.retainAll(identities.notReservedBy(id).ids());
        return changed(identities.without(going, now), profile, merge,
                absorbing.stream().filter(id -> !id.equals(returnedId)).toList(), version + 1, now);
    }

    /**
     * Back from its survivor.
     *
     * @param kept the ids of those of its addresses that it has again
     * @param leaving the ids of all that the others are to let go
     * @param through those others, one after the other
     */
    Customer back(Set<String> kept, Set<String> leaving, List<String> through, CustomerProfile returning,
            Instant now) {
        Set<String> lost = identities.ids();
        lost.removeAll(kept);
        return changed(identities.without(lost, now).moved(now), returning,
                new MergeState(merge.survivorId(), MergeState.Phase.UNMERGING, List.copyOf(leaving), through), absorbing,
                version + 1, now);
    }

    private Customer related(MergeState other, Instant now) {
        return changed(identities, profile, other, absorbing, version + 1, now);
    }

    private Identities addressed(CustomerFields fields, Supplier<String> identityIds, Instant now) {
        Identities changed = identities;
        Map<IdentityKind, String> addresses = fields.addresses();
        for (IdentityKind kind : List.of(IdentityKind.EXTERNAL, IdentityKind.EMAIL, IdentityKind.PHONE)) {
            String value = addresses.get(kind);
            changed = changed.replacing(kind, value,
                    () -> CustomerIdentity.create(identityIds.get(), id, kind, value, false, true, now), now);
        }
        return changed;
    }

    private Customer changed(Identities otherIdentities, CustomerProfile otherProfile, MergeState otherMerge,
            List<String> otherAbsorbing, long otherVersion, Instant now) {
        return new Customer(id, workspaceId, otherIdentities, otherProfile, otherMerge, otherAbsorbing, otherVersion,
                createdAt, now);
    }
}
