package dev.nightdesk.api.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IdentitiesTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    /** One change: which, of what kind, and numbers to choose by. */
    record Change(int what, IdentityKind kind, int number, boolean primary) {
    }

    @Property
    void eachKindThatHasAnyHasExactlyOnePrimaryWhateverHappens(@ForAll("changes") List<Change> changes) {
        Identities identities = Identities.NONE;
        for (int i = 0; i < changes.size(); i++) {
            identities = apply(identities, changes.get(i), i);
            for (IdentityKind kind : IdentityKind.values()) {
                List<CustomerIdentity> ofKind = identities.list().stream().filter(one -> one.kind() == kind).toList();
                assertEquals(ofKind.isEmpty() ? 0 : 1, ofKind.stream().filter(CustomerIdentity::primary).count());
            }
            assertEquals(identities.list().size(),
                    identities.list().stream().map(CustomerIdentity::key).distinct().count());
        }
    }

    @Property
    void aMainAddressThatIsReplacedIsTheNewOneAndTheOldOneIsGone(@ForAll("changes") List<Change> changes) {
        Identities identities = Identities.NONE;
        for (int i = 0; i < changes.size(); i++) {
            identities = apply(identities, changes.get(i), i);
        }
        Instant now = START.plusSeconds(1_000);
        String before = identities.primaryValue(IdentityKind.EMAIL);
        Identities after = identities.replacing(IdentityKind.EMAIL, "fresh@example.com",
                () -> identity("fresh", IdentityKind.EMAIL, "fresh@example.com", true, now), now);
        assertEquals("fresh@example.com", after.primaryValue(IdentityKind.EMAIL));
        assertTrue(before == null || after.byKey("email:" + before).isEmpty());
        assertEquals(identities.list().size() + (before == null ? 1 : 0), after.list().size());
    }

    @Property
    void mergedAddressesTakeMainPlacesOnlyWhereTheyAreFree(@ForAll("changes") List<Change> some,
            @ForAll("changes") List<Change> more) {
        Identities own = Identities.NONE;
        Identities brought = Identities.NONE;
        for (int i = 0; i < some.size(); i++) {
            own = apply(own, some.get(i), i);
        }
        for (int i = 0; i < more.size(); i++) {
            Change change = more.get(i);
            brought = apply(brought, new Change(change.what(), change.kind(), change.number() + 1_000,
                    change.primary()), 1_000 + i);
        }
        Identities joined = own.joined(brought, START.plusSeconds(5_000));
        assertEquals(own.list().size() + brought.list().size(), joined.list().size());
        for (IdentityKind kind : IdentityKind.values()) {
            String expected = own.primary(kind).isPresent() ? own.primaryValue(kind) : brought.primaryValue(kind);
            assertEquals(expected, joined.primaryValue(kind));
        }
        assertEquals(joined, joined.joined(brought, START.plusSeconds(6_000)));
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(Arbitraries.integers().between(0, 2), Arbitraries.of(IdentityKind.class),
                Arbitraries.integers().between(0, 9), Arbitraries.of(true, false)).as(Change::new).list()
                .ofMaxSize(25);
    }

    private static Identities apply(Identities identities, Change change, int at) {
        Instant now = START.plusSeconds(at);
        String value = "value" + change.number();
        boolean known = identities.byKey(CustomerIdentity.key(change.kind(), value)).isPresent();
        return switch (change.what()) {
            case 0 -> known ? identities
                    : identities.with(identity("i" + at, change.kind(), value, change.primary(), now), now);
            case 1 -> identities.list().isEmpty() ? identities : identities.without(Set.of(identities.list()
                    .get(change.number() % identities.list().size()).id()), now);
            default -> identities.replacing(change.kind(), change.primary() ? value : null,
                    () -> identity("i" + at, change.kind(), value, true, now), now);
        };
    }

    private static CustomerIdentity identity(String id, IdentityKind kind, String value, boolean primary,
            Instant now) {
        return CustomerIdentity.create(id, "cus_1", kind, value, false, primary, now);
    }
}
