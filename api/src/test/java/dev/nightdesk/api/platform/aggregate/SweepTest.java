package dev.nightdesk.api.platform.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightdesk.api.organization.MongoOrganizationStore;
import dev.nightdesk.api.organization.Organization;
import dev.nightdesk.api.organization.OrganizationFields;
import dev.nightdesk.api.platform.aggregate.Commands.Swept;
import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.support.TestRoom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many changes in one trip, over a real store: by themselves, and with a stranger who is faster with some of them. */
class SweepTest {
    @TempDir
    Path folder;

    private TestRoom room;
    private MongoOrganizationStore store;
    private String workspaceId;
    private List<String> decided;

    @BeforeEach
    void open() {
        room = new TestRoom(folder);
        store = new MongoOrganizationStore(room.room());
        workspaceId = room.workspaceId();
        decided = new ArrayList<>();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void allAreWrittenAndEachTellsItsEventOnce() {
        List<Loaded<Organization>> read = made("Ada", "Bea", "Cleo");

        assertEquals(new Swept(3, true), sweep(read));

        assertEquals(List.of("Ada!", "Bea!", "Cleo!"), names(read));
        assertEquals(List.of("Ada!", "Bea!", "Cleo!"), told());
    }

    @Test
    void whatNothingWasDecidedForIsNotWritten() {
        List<Loaded<Organization>> read = made("Ada", "quiet");

        assertEquals(new Swept(1, true), sweep(read));
        assertEquals(new Swept(0, true), sweep(made("quiet")));

        assertEquals(List.of("Ada!", "quiet"), names(read));
        assertEquals(1, newest(read.getLast()).value().version());
    }

    @Test
    void onlyThatWhichAStrangerWasFasterWithIsDecidedAgain() {
        List<Loaded<Organization>> read = made("Ada", "Bea", "Cleo");
        rename(read.get(1), "Beatrice");

        assertEquals(new Swept(3, false), sweep(read));

        assertEquals(List.of("Ada!", "Beatrice!", "Cleo!"), names(read));
        assertEquals(List.of("Ada", "Bea", "Cleo", "Beatrice"), decided);
        assertEquals(List.of("Ada!", "Beatrice!", "Cleo!"), told());
    }

    @Test
    void whatAStrangerHasSettledIsNotChangedAgain() {
        List<Loaded<Organization>> read = made("Ada", "Bea");
        rename(read.get(1), "quiet");

        assertEquals(new Swept(1, false), sweep(read));

        assertEquals(List.of("Ada!", "quiet"), names(read));
    }

    @Test
    void whatAStrangerHasDeletedStaysDeleted() {
        List<Loaded<Organization>> read = made("Ada", "Bea");
        store.bury(read.get(1), OutboxEntry.nothing(2));

        assertEquals(new Swept(1, false), sweep(read));

        assertEquals(Optional.empty(), store.find(workspaceId, read.get(1).value().id()));
    }

    @Test
    void ofAMixedTripThisNodeDeliversWhatItWroteItself() {
        List<Loaded<Organization>> read = made("Ada", "Bea");
        rename(read.get(1), "quiet");
        OutboxQueue queue = new OutboxQueue(room.room().relay());
        Sweep<Organization> sweep = new Sweep<>(store, new Commits(queue, room.idempotency()));
        read.forEach(loaded -> sweep.decide(loaded, this::loud, this::owing));

        sweep.write(again -> false);

        assertEquals(1, queue.size());
    }

    @Test
    void aFailedDecisionIsThrownWhenTheOthersAreWritten() {
        List<Loaded<Organization>> read = made("Ada", "broken", "Cleo");

        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> sweep(read));

        assertEquals("broken", thrown.getMessage());
        assertEquals(List.of("Ada!", "broken", "Cleo!"), names(read));
        assertEquals(List.of("Ada!", "Cleo!"), told());
    }

    @Test
    void aUniqueKeyThatIsTakenKeepsOnlyItsOwnFromBeingWritten() {
        List<Loaded<Organization>> read = made("Ada", "taken", "taken", "Dora");

        assertThrows(DuplicateKey.class, () -> sweep(read));

        assertEquals(List.of("Ada!", "taken!", "taken", "Dora!"), names(read));
        assertEquals(List.of("Ada!", "Dora!", "taken!"), told());
    }

    private Swept sweep(List<Loaded<Organization>> read) {
        return room.commands().applyAll(store, read, room.now(), this::loud);
    }

    /** Adds an exclamation mark and tells of it; leaves the quiet alone, and gives all that are taken the same key. */
    private Optional<Effect<Organization>> loud(Organization organization) {
        String name = organization.name();
        decided.add(name);
        if (name.equals("broken")) {
            throw new IllegalStateException(name);
        }
        return name.equals("quiet") ? Optional.empty() : Optional.of(Effect.of(organization.update(
                named(name + "!", name.equals("taken") ? "the same" : null), room.now()), null)
                .event(EventDraft.of("organization.updated", "{\"name\":\"" + name + "!\"}")));
    }

    private OutboxEntry owing(Effect<Organization> effect) {
        List<Event> events = effect.events().stream().map(draft -> new Event(room.ids().next(ResourceType.EVENT,
                room.now()), workspaceId, 0, room.now(), Actor.SYSTEM, draft, null)).toList();
        return new OutboxEntry(effect.state().version(), events, List.of(), Optional.empty());
    }

    private List<Loaded<Organization>> made(String... names) {
        return Stream.of(names).map(name -> {
            Organization organization = Organization.create(room.ids().next(ResourceType.ORGANIZATION, room.now()),
                    workspaceId, named(name, null), room.now());
            store.insert(organization, OutboxEntry.nothing(1));
            return new Loaded<>(organization, List.<OutboxEntry>of());
        }).toList();
    }

    private void rename(Loaded<Organization> loaded, String name) {
        room.commands().apply(store, workspaceId, loaded.value().id(), room.now(), organization ->
                Optional.of(Effect.of(organization.update(named(name, null), room.now()), null)));
    }

    private static OrganizationFields named(String name, String externalId) {
        return new OrganizationFields(name, externalId, List.of(), null, Map.of(), List.of(), Map.of());
    }

    private Loaded<Organization> newest(Loaded<Organization> loaded) {
        return store.find(workspaceId, loaded.value().id()).orElseThrow();
    }

    private List<String> names(List<Loaded<Organization>> loaded) {
        return loaded.stream().map(each -> newest(each).value().name()).toList();
    }

    /** The names that the log tells of, in the order of their alphabet. */
    private List<String> told() {
        room.deliver();
        return room.room().mongo().collection("events").find().map(event ->
                Document.parse(event.getString("d")).getString("name")).into(new ArrayList<>()).stream().sorted()
                .toList();
    }
}
