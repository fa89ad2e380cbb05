package dev.nightdesk.api.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.platform.aggregate.Effect;
import dev.nightdesk.api.platform.aggregate.OutboxEntry;
import dev.nightdesk.api.platform.http.Problem;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.support.TestFolder;
import dev.nightdesk.api.support.TestRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Merges, returns and removals in any order, each cut off after any of its writes, as crashes and races leave them. */
class MergeSettlementTest {
    private static final int CUSTOMERS = 4;
    private static TestRoom room;
    private static MongoCustomerStore store;

    private CustomerDirectory directory;
    private MergeSettlement settlement;
    private String workspaceId;
    private List<String> ids;
    private Set<String> keys;

    /** What is done, and to which customers. */
    record Act(What what, int one, int other) {
    }

    enum What { MERGE, BEGIN_MERGE, TAKE, RETURN, BEGIN_RETURN, SETTLE, REMOVE }

    @BeforeContainer
    static void open() {
        room = new TestRoom(TestFolder.make("test"));
        store = new MongoCustomerStore(room.room());
    }

    @AfterContainer
    static void close() {
        room.close();
    }

    @Property(tries = 150)
    void noAddressIsEverLostOrInTwoHands(@ForAll("acts") List<Act> acts) {
        make();
        for (Act act : acts) {
            apply(act);
            keys.forEach(this::requireOwnerUnlessInARing);
        }
        settleAll();
        for (String key : keys) {
            List<String> holders = customers().stream().filter(Customer::live)
                    .filter(customer -> customer.identities().byKey(key).isPresent()).map(Customer::id).toList();
            assertEquals(1, holders.size(), key + " is listed by " + holders);
            assertEquals(holders.getFirst(), directory.owner(workspaceId, key).orElseThrow().id());
        }
        Set<String> listed = customers().stream().filter(Customer::live)
                .flatMap(customer -> customer.identities().list().stream()).map(CustomerIdentity::key)
                .collect(Collectors.toSet());
        assertEquals(keys, listed, "only what was not removed is listed");
    }

    @Property(tries = 60)
    void whatIsSettledStaysAsItIsWhenItIsSettledAgain(@ForAll("acts") List<Act> acts) {
        make();
        acts.forEach(this::apply);
        settleAll();
        List<Customer> before = customers();
        settleAll();
        assertEquals(before, customers());
        assertTrue(before.stream().anyMatch(Customer::live));
        before.forEach(customer -> assertTrue(customer.merge() == null
                || customer.merge().phase() == MergeState.Phase.MERGED, customer.toString()));
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        return Combinators.combine(Arbitraries.of(What.class), Arbitraries.integers().between(0, CUSTOMERS - 1),
                Arbitraries.integers().between(0, CUSTOMERS - 1)).as(Act::new).list().ofMinSize(4).ofMaxSize(20);
    }

    private void make() {
        directory = new CustomerDirectory(store, room.commands());
        settlement = new MergeSettlement(store, directory, room.commands());
        workspaceId = room.workspaceId();
        ids = new ArrayList<>();
        keys = new TreeSet<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            CustomerFields fields = new CustomerFields("user" + i, "user" + i + "@example.com", null,
                    CustomerProfile.EMPTY);
            Customer customer = Customer.create(room.ids().next(ResourceType.CUSTOMER, room.now()), workspaceId, fields,
                    () -> room.ids().next(ResourceType.CUSTOMER_IDENTITY, room.now()), room.now());
            store.insert(customer, OutboxEntry.nothing(1));
            ids.add(customer.id());
            keys.addAll(customer.reservedKeys());
        }
    }

    private void apply(Act act) {
        Customer one = find(ids.get(act.one()));
        Customer other = find(ids.get(act.other()));
        switch (act.what()) {
            case MERGE -> {
                beginMerge(one, other);
                settlement.settle(workspaceId, one.id(), room.now());
            }
            case BEGIN_MERGE -> beginMerge(one, other);
            case TAKE -> take(one);
            case RETURN -> {
                beginReturn(one);
                settlement.settle(workspaceId, one.id(), room.now());
            }
            case BEGIN_RETURN -> beginReturn(one);
            case SETTLE -> settlement.settle(workspaceId, one.id(), room.now());
            case REMOVE -> remove(one, act.other());
        }
    }

    private void beginMerge(Customer before, Customer otherBefore) {
        Customer one = settledAround(before);
        Customer other = settledAround(otherBefore);
        if (one.merge() == null && other.merge() == null && !one.id().equals(other.id())) {
            change(one.id(), one.goneInto(other.id(), room.now()));
        }
    }

    private void beginReturn(Customer before) {
        directory.chain(before).forEach(this::settledAround);
        Customer gone = find(before.id());
        List<Customer> chain = directory.chain(gone);
        Customer survivor = chain.getLast();
        if (chain.size() > 1 && survivor.live() && CustomerMergeService.settled(chain)) {
            Set<String> kept = CustomerMergeService.kept(directory, gone, survivor);
            change(gone.id(), gone.back(kept, CustomerMergeService.leaving(gone, survivor),
                    CustomerMergeService.through(chain), gone.profile(), room.now()));
        }
    }

    /** The survivor takes, or is skipped where it is gone, and the merged customer does not come to know of it. */
    private void take(Customer gone) {
        List<Customer> chain = directory.chain(gone);
        boolean merging = chain.size() > 1 && gone.merge().phase() == MergeState.Phase.MERGING
                && !chain.get(1).absorbing().contains(gone.id());
        if (merging && chain.get(1).live()) {
            change(chain.get(1).id(), chain.get(1).absorb(gone, chain.get(1).absorbing(), room.now()));
        } else if (merging && chain.getLast().live()) {
            change(gone.id(), gone.goneInto(chain.getLast().id(), room.now()));
        }
    }

    /** Removes an address that is the customer's to remove; whoever reserved it may not come to know of it. */
    private void remove(Customer customer, int which) {
        if (customer.live() && !customer.identities().list().isEmpty()) {
            CustomerIdentity identity = customer.identities().list().get(which % customer.identities().list().size());
            if (directory.owner(workspaceId, identity.key()).filter(owner -> owner.id().equals(customer.id()))
                    .isPresent()) {
                change(customer.id(), customer.with(customer.identities().without(Set.of(identity.id()), room.now()),
                        room.now()));
                keys.remove(identity.key());
            }
        }
    }

    /** As requests do first; what a crash cut off there is done by the next. */
    private Customer settledAround(Customer customer) {
        store.returning(workspaceId, customer.id()).forEach(id -> settlement.settle(workspaceId, id, room.now()));
        settlement.settle(workspaceId, customer.id(), room.now());
        return find(customer.id());
    }

    private void requireOwnerUnlessInARing(String key) {
        try {
            assertTrue(directory.owner(workspaceId, key).isPresent(), "nobody has " + key);
        } catch (Problem ring) {
            assertEquals("version_conflict", ring.code().wireName());
        }
    }

    private void settleAll() {
        ids.forEach(id -> settlement.settle(workspaceId, id, room.now()));
    }

    private void change(String id, Customer after) {
        assertTrue(room.commands().apply(store, workspaceId, id, room.now(),
                present -> Optional.of(Effect.of(after, null))));
    }

    private Customer find(String id) {
        return directory.find(workspaceId, id).orElseThrow();
    }

    private List<Customer> customers() {
        return ids.stream().map(this::find).toList();
    }
}
