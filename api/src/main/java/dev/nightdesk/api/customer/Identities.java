package dev.nightdesk.api.customer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The addresses of one customer. Each kind that has any has exactly one primary.
 *
 * @param list oldest first
 */
public record Identities(List<CustomerIdentity> list) {
    private static final Comparator<CustomerIdentity> OLDEST_FIRST =
            Comparator.comparing(CustomerIdentity::createdAt).thenComparing(CustomerIdentity::id);
    /** Of a customer nobody can reach. */
    public static final Identities NONE = new Identities(List.of());

    /** Put into order. */
    public Identities {
        list = list.stream().sorted(OLDEST_FIRST).toList();
    }

    /** The main one of a kind. */
    Optional<CustomerIdentity> primary(IdentityKind kind) {
        return list.stream().filter(identity -> identity.kind() == kind && identity.primary()).findFirst();
    }

    /** The value of the main one of a kind, or null. */
    String primaryValue(IdentityKind kind) {
        return primary(kind).map(CustomerIdentity::value).orElse(null);
    }

    /** The one with this id. */
    Optional<CustomerIdentity> byId(String id) {
        return list.stream().filter(identity -> identity.id().equals(id)).findFirst();
    }

    /** The one with this key. */
    Optional<CustomerIdentity> byKey(String key) {
        return list.stream().filter(identity -> identity.key().equals(key)).findFirst();
    }

    /** The ids of all, in a set of the caller's own. */
    Set<String> ids() {
        return list.stream().map(CustomerIdentity::id).collect(Collectors.toCollection(HashSet::new));
    }

    /** Those whose keys other customers keep. */
    Identities notReservedBy(String customerId) {
        return new Identities(list.stream().filter(identity -> !identity.reservedBy().equals(customerId)).toList());
    }

    /** With one more, which takes the main place of its kind if it asks for it or the place is free. */
    Identities with(CustomerIdentity added, Instant now) {
        Identities joined = new Identities(Stream.concat(list.stream(), Stream.of(added)).toList());
        return added.primary() ? joined.promoting(added, now) : joined.settled(now);
    }

    /** Without those of these ids; the oldest left of a kind takes a main place that is free now. */
    Identities without(Set<String> ids, Instant now) {
        return new Identities(list.stream().filter(identity -> !ids.contains(identity.id())).toList()).settled(now);
    }

    /** With another value in the main place of a kind; the one before goes. Null only clears. */
    Identities replacing(IdentityKind kind, String value, Supplier<CustomerIdentity> fresh, Instant now) {
        Optional<CustomerIdentity> before = primary(kind);
        if (before.map(CustomerIdentity::value).equals(Optional.ofNullable(value))) {
            return this;
        }
        Set<String> gone = before.map(CustomerIdentity::id).map(Set::of).orElse(Set.of());
        if (value == null) {
            return without(gone, now);
        }
        Optional<CustomerIdentity> known = byKey(CustomerIdentity.key(kind, value));
        Identities promoted = known.map(identity -> promoting(identity, now)).orElseGet(() -> with(fresh.get(), now));
        return promoted.without(gone, now);
    }

    /** With those of a merged customer, which take main places only where these have none. */
    Identities joined(Identities brought, Instant now) {
        List<CustomerIdentity> all = new ArrayList<>(list);
        brought.list.stream().filter(identity -> byId(identity.id()).isEmpty()).forEach(identity ->
                all.add(identity.moved(identity.primary() && primary(identity.kind()).isEmpty(), now)));
        return new Identities(all).settled(now);
    }

    /** The same in other hands. */
    Identities moved(Instant now) {
        return new Identities(list.stream().map(identity -> identity.moved(identity.primary(), now)).toList());
    }

    private Identities promoting(CustomerIdentity chosen, Instant now) {
        return new Identities(list.stream().map(identity -> identity.kind() == chosen.kind()
                ? identity.primary(identity.id().equals(chosen.id()), now) : identity).toList());
    }

    private Identities settled(Instant now) {
        Identities settled = this;
        for (CustomerIdentity identity : list) {
            if (settled.primary(identity.kind()).isEmpty()) {
                settled = settled.promoting(identity, now);
            }
        }
        return settled;
    }
}
