package dev.nightdesk.api.platform.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.organization.MongoOrganizationStore;
import dev.nightdesk.api.organization.Organization;
import dev.nightdesk.api.organization.OrganizationFields;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.mongo.Indexes;
import dev.nightdesk.api.platform.mongo.MongoEventLog;
import dev.nightdesk.api.support.Eventually;
import dev.nightdesk.api.support.StoreRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Outboxes are emptied by the next write or, once their document has come to rest, by one of their own. */
class OutboxQueueTest {
    private static final String WORKSPACE = "wsp_01KJPX6P1RYV5AVVZFF84C0CMM";
    private static final String ID = "org_01KJPX6P1RYV5AVVZFF84C0CMM";

    private final StoreRoom room = StoreRoom.open();
    private final OutboxRelay relay = room.room().relay();
    private final OutboxQueue queue = new OutboxQueue(relay);
    private final AggregateStore<Organization> store = new MongoOrganizationStore(room.room());
    private final MongoEventLog log = new MongoEventLog(room.room().mongo().collection("events"));
    private final Commands commands = room.commands(queue);

    @BeforeEach
    void letNoEventStandInTheLogTwice() {
        new Indexes().unique("w", "e").create(room.room().mongo().collection("events"));
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void theNextWriteTakesOutWhatWasDelivered() {
        make();
        relay.carry(owed());
        rename("Second");
        assertEquals(List.of(2L), outbox());
        relay.carry(owed());
        assertEquals(List.of(1L, 2L), logged());
    }

    @Test
    void theNextWriteLeavesWhatWasNotDelivered() {
        make();
        LongStream.rangeClosed(2, 6).forEach(version -> rename("Name " + version));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), outbox());
        relay.runOnce(later());
        assertEquals(List.of(), outbox());
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), logged());
    }

    @Test
    void aSearchReadsNoFurtherThanItIsToDeliver() {
        List<String> ids = IntStream.range(0, 40).mapToObj(i -> ID.substring(0, 28) + (10 + i)).toList();
        ids.forEach(this::make);
        ids.forEach(id -> rename(id, "Second"));
        assertEquals(10, store.indebted(later(), 20).size());
        assertEquals(40, store.indebted(later(), 80).size());
        relay.drain(later());
        assertEquals(80, log.end(WORKSPACE));
        assertEquals(List.of(), owed());
    }

    @Test
    void whatTwoDebtsShareIsDeliveredOnce() {
        make();
        Loaded<Organization> written = store.find(WORKSPACE, ID).orElseThrow();
        List<Companion> companions = List.of(new Companion("copies", written.value()));
        List<OutboxEntry> entries = LongStream.rangeClosed(1, 2)
                .mapToObj(number -> new OutboxEntry(number, List.of(), companions, Optional.empty())).toList();
        List<Aggregate> delivered = new ArrayList<>();
        OutboxRelay watched = new OutboxRelay((collection, values) -> delivered.addAll(values), log, null);
        watched.carry(List.of(new OutboxRelay.Debt(store, WORKSPACE, ID, entries.subList(0, 1)),
                new OutboxRelay.Debt(store, WORKSPACE, ID, entries)));
        assertEquals(2, delivered.size());
    }

    @Test
    void anotherNodesDeliveryIsNotTakenForOnesOwn() {
        make();
        owed().forEach(debt -> room.anotherRelay().carry(List.of(debt)));
        rename("Second");
        relay.runOnce(later());
        assertEquals(List.of(1L, 2L), logged());
        assertEquals(List.of(), outbox());
    }

    @Test
    void whoHasComeToRestOwesNothingAndEachEventIsLoggedOnce() {
        queue.start();
        make();
        LongStream.rangeClosed(2, 40).forEach(version -> rename("Name " + version));
        Eventually.becomes(() -> owed().isEmpty());
        assertEquals(LongStream.rangeClosed(1, 40).boxed().toList(), logged());
        queue.close();
    }

    @Test
    void whatIsDeletedGoesOnceItHasRested() {
        queue.start();
        make();
        Loaded<Organization> last = store.find(WORKSPACE, ID).orElseThrow();
        OutboxEntry nothing = OutboxEntry.nothing(2);
        store.bury(last, nothing);
        queue.owe(store, new Loaded<>(last.value(), List.of(nothing)));
        Eventually.becomes(() -> room.count("organizations") == 0);
        queue.close();
    }

    @RepeatedTest(20)
    void aQueueThatIsClosedEmptiesWhatItDelivered() {
        queue.start();
        make();
        Eventually.becomes(() -> log.end(WORKSPACE) == 1);
        queue.close();
        assertEquals(List.of(), owed());
    }

    @Test
    void whoWritesFasterThanCanBeDeliveredWaitsForTheQueue() throws InterruptedException {
        make();
        Loaded<Organization> written = store.find(WORKSPACE, ID).orElseThrow();
        while (queue.size() < OutboxQueue.FAR_BEHIND) {
            queue.owe(store, written);
        }
        Thread faster = Thread.ofPlatform().start(() -> queue.owe(store, written));
        Eventually.becomes(() -> faster.getState() == Thread.State.TIMED_WAITING);
        queue.start();
        faster.join();
        Eventually.becomes(() -> queue.size() == 0);
        assertEquals(List.of(1L), logged());
        queue.close();
    }

    private void make() {
        make(ID);
    }

    private void make(String id) {
        Organization made = Organization.create(id, WORKSPACE, fields("First"), room.clock().instant());
        commands.make(store, Effect.of(made, null).event(event("organization.created")), room.clock().instant(),
                Actor.SYSTEM);
    }

    private void rename(String name) {
        rename(ID, name);
    }

    private void rename(String id, String name) {
        commands.apply(store, WORKSPACE, id, room.clock().instant(), organization -> Optional.of(Effect
                .of(organization.update(fields(name), room.clock().instant()), null)
                .event(event("organization.updated"))));
    }

    private static EventDraft event(String type) {
        return EventDraft.of(type, "{}");
    }

    private static OrganizationFields fields(String name) {
        return new OrganizationFields(name, null, List.of(), null, Map.of(), List.of(), Map.of());
    }

    private Instant later() {
        return room.clock().instant().plus(Duration.ofMinutes(1));
    }

    private List<OutboxRelay.Debt> owed() {
        return store.indebted(later(), 10).stream().map(debt -> new OutboxRelay.Debt(store, debt.workspaceId(),
                debt.id(), debt.entries())).toList();
    }

    private List<Long> outbox() {
        return store.find(WORKSPACE, ID).orElseThrow().outbox().stream().map(OutboxEntry::number).toList();
    }

    private List<Long> logged() {
        return log.after(WORKSPACE, 0, 100).stream().map(Event::sequence).toList();
    }
}
