package dev.nightdesk.api.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.BroughtMessage;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import dev.nightdesk.api.support.TestRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoMessageStoreTest {
    @TempDir
    private Path folder;
    private TestRoom room;
    private MessageStore store;
    private String workspaceId;
    private String conversationId;
    private final List<Message> written = new ArrayList<>();

    @BeforeEach
    void open() {
        room = new TestRoom(folder);
        store = new MongoMessageStore(room.room());
        workspaceId = room.workspaceId();
        conversationId = room.ids().next(ResourceType.CONVERSATION, room.now());
        for (int i = 0; i < 7; i++) {
            write(i % 3 == 2 ? MessageKind.NOTE : MessageKind.REPLY);
        }
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void messagesInEventsAndInDocumentsAreOneThread() {
        store.keepBroughtBy(events(2, 5));
        forget(2, 5);
        assertThread();
    }

    @Test
    void aMessageThatStandsInBothIsSeenOnce() {
        store.keep(written.get(3));
        assertThread();
    }

    @Test
    void messagesOutliveTheirEvents() {
        int purged = room.room().log().purge(workspaceId, room.pass(Duration.ofDays(90)), Long.MAX_VALUE, room.now(), 4,
                store::keepBroughtBy);
        assertEquals(4, purged);
        assertEquals(Optional.empty(), room.room().log().find(workspaceId, eventId(written.getFirst())));
        assertThread();
    }

    @Test
    void aPurgeThatIsCutShortBeforeItRemovesAnythingIsRepeated() {
        store.keepBroughtBy(events(0, 3));
        assertThread();
        room.room().log().purge(workspaceId, room.pass(Duration.ofDays(90)), Long.MAX_VALUE, room.now(), 5,
                store::keepBroughtBy);
        assertThread();
    }

    @Test
    void whatWasErasedWhileAPurgeHeldItDoesNotComeBack() {
        List<Event> held = events(0, 7);
        written.forEach(message -> room.room().log()
                .rewrite(workspaceId, conversationId, message.eventSequence(), "{}"));
        store.erase(workspaceId, conversationId, 100);
        store.keepBroughtBy(held);
        assertEquals(List.of(), list(Set.of(), Optional.empty(), false, 10));
        written.forEach(message -> assertEquals(Optional.empty(),
                store.find(workspaceId, conversationId, message.id())));
    }

    @Test
    void aMessageIsWhatItWasUntilItsRedactionIsWritten() {
        Message message = written.get(4);
        store.keep(message);
        room.room().log().rewrite(workspaceId, conversationId, message.eventSequence(),
                RawJson.of("message", MessageJson.view(message.redact(room.now()))).text());
        assertThread();
        assertFalse(room.room().log().find(workspaceId, eventId(message)).orElseThrow().draft().data()
                .contains(message.text().body()));
    }

    @Test
    void othersFindNothing() {
        String id = written.getFirst().id();
        String stranger = room.ids().next(ResourceType.CONVERSATION, room.now());
        assertEquals(Optional.empty(), store.find(workspaceId, stranger, id));
        assertEquals(Optional.empty(), store.find(room.workspaceId(), conversationId, id));
        assertEquals(Optional.empty(), store.find(workspaceId, conversationId,
                room.ids().next(ResourceType.MESSAGE, room.now())));
        assertEquals(List.of(), store.list(room.workspaceId(), conversationId, Set.of(), Optional.empty(), false, 10));
    }

    /** Every message by its id, and pages of every size and place, in both directions and of each kind. */
    private void assertThread() {
        written.forEach(message -> assertEquals(Optional.of(message),
                store.find(workspaceId, conversationId, message.id())));
        for (Set<MessageKind> kinds : List.of(Set.<MessageKind>of(), Set.of(MessageKind.NOTE),
                Set.of(MessageKind.REPLY, MessageKind.NOTE))) {
            for (int most = 1; most <= 8; most++) {
                assertEquals(expected(kinds, Optional.empty(), false, most),
                        list(kinds, Optional.empty(), false, most));
                assertEquals(expected(kinds, Optional.empty(), true, most), list(kinds, Optional.empty(), true, most));
                for (long beyond = 0; beyond <= 8; beyond++) {
                    assertEquals(expected(kinds, Optional.of(beyond), false, most),
                            list(kinds, Optional.of(beyond), false, most));
                    assertEquals(expected(kinds, Optional.of(beyond), true, most),
                            list(kinds, Optional.of(beyond), true, most));
                }
            }
        }
    }

    private List<Message> list(Set<MessageKind> kinds, Optional<Long> beyond, boolean descending, int most) {
        return store.list(workspaceId, conversationId, kinds, beyond, descending, most);
    }

    private List<Message> expected(Set<MessageKind> kinds, Optional<Long> beyond, boolean descending, int most) {
        List<Message> all = new ArrayList<>(written);
        all.removeIf(message -> !kinds.isEmpty() && !kinds.contains(message.text().kind()));
        beyond.ifPresent(place -> all.removeIf(message -> descending ? message.sequence() >= place
                : message.sequence() <= place));
        if (descending) {
            Collections.reverse(all);
        }
        return all.subList(0, Math.min(most, all.size()));
    }

    private void write(MessageKind kind) {
        long sequence = written.size() + 1L;
        Message message = new Message(room.ids().next(ResourceType.MESSAGE, room.now()), workspaceId, conversationId,
                new Author(AuthorType.BOT, "key_1"), new MessageText(kind, "number " + sequence, MessageFormat.TEXT),
                Channel.CHAT, List.of(), null, null, Map.of(), sequence, sequence * 2, null, 1, room.now(), room.now());
        written.add(message);
        room.room().log().append(workspaceId, List.of(told(message)));
    }

    private List<Event> events(int from, int to) {
        return room.room().log().findAll(workspaceId,
                written.subList(from, to).stream().map(MongoMessageStoreTest::eventId).toList());
    }

    private void forget(int from, int to) {
        room.room().mongo().collection("events").deleteMany(new Document("e", new Document("$in",
                written.subList(from, to).stream().map(MongoMessageStoreTest::eventId).toList())));
    }

    private static String eventId(Message message) {
        return ResourceType.EVENT.like(message.id());
    }

    private static Event told(Message message) {
        return new Event(eventId(message), message.workspaceId(), 0, message.createdAt(), Actor.SYSTEM,
                new EventDraft("message.created", message.conversationId(), message.eventSequence(),
                        RawJson.of("message", MessageJson.view(message)).text()).bringing(new BroughtMessage(
                                message.id(), message.text().kind().name(), message.sequence())), null);
    }
}
