package dev.nightdesk.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.sdk.ScriptedServer.Received;
import dev.nightdesk.sdk.ScriptedServer.Reply;
import dev.nightdesk.sdk.error.InternalErrorException;
import dev.nightdesk.sdk.model.Event;
import dev.nightdesk.sdk.model.ListMessagesParams;
import dev.nightdesk.sdk.model.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PagingTest extends ClientTest {

    private static Reply page(String next, String... ids) {
        String items = Stream.of(ids).map(ClientTest::message).collect(Collectors.joining(","));
        return Reply.json(200, "{\"data\": [%s], \"has_more\": %s, \"next_cursor\": %s}"
                .formatted(items, next != null, next == null ? null : '"' + next + '"'));
    }

    private Messages messages() {
        return client().messages("cnv_1");
    }

    @Test
    void everyItemOfEveryPageComesOnceAndInOrder() {
        server.reply(page("c2", "msg_1", "msg_2"), page("c3"), page("c 4", "msg_3"), page(null, "msg_4"));
        List<String> seen = new ArrayList<>();
        for (Message message : messages().list(ListMessagesParams.builder().limit(2).build()).autoPager()) {
            seen.add(message.id());
        }

        assertEquals(List.of("msg_1", "msg_2", "msg_3", "msg_4"), seen);
        assertEquals(List.of("limit=2", "limit=2&cursor=c2", "limit=2&cursor=c3", "limit=2&cursor=c%204"),
                server.received().stream().map(Received::uri).map(uri -> uri.substring(uri.indexOf('?') + 1)).toList());
    }

    @Test
    void anEmptyListHasNoItems() {
        server.reply(page(null));
        Page<Message> page = messages().list();

        assertEquals(List.of(), page.data());
        assertFalse(page.hasMore());
        assertTrue(page.nextPage().isEmpty());
        Iterator<Message> items = page.autoPager().iterator();
        assertFalse(items.hasNext());
        assertThrows(NoSuchElementException.class, items::next);
    }

    @Test
    void aStreamReadsNoPageThatItDoesNotNeed() {
        server.reply(page("c2", "msg_1", "msg_2"), page("c3", "msg_3"));

        assertEquals(3, messages().list().autoPager().stream().limit(3).count());
        assertEquals(2, server.received().size());
    }

    @Test
    void pagesCanBeWalkedToo() {
        server.reply(page("c2", "msg_1", "msg_2"), page(null, "msg_3"));

        assertEquals(List.of(2, 1), messages().list().autoPager().pages().map(page -> page.data().size()).toList());
    }

    @Test
    void aFailureInTheMiddleLosesAndDoublesNothing() {
        server.reply(page("c2", "msg_1"), Reply.problem(500, "internal_error"), page(null, "msg_2"));
        Iterator<Message> items = messages().list().autoPager().iterator();

        assertEquals("msg_1", items.next().id());
        assertThrows(InternalErrorException.class, items::next);
        assertEquals("msg_2", items.next().id());
        assertFalse(items.hasNext());
    }

    @Test
    void eventsGoOnAfterTheLastOneSeen() {
        server.reply(Reply.json(200, "{\"data\": [{\"id\": \"evt_1\"}], \"has_more\": true, \"next_cursor\": \"evt_1\"}"),
                Reply.json(200, "{\"data\": [{\"id\": \"evt_2\"}], \"has_more\": false, \"next_cursor\": \"evt_2\"}"));

        assertEquals(List.of("evt_1", "evt_2"), client().events().list().autoPager().stream().map(Event::id).toList());
        assertEquals("/v1/events?after=evt_1", server.received().get(1).uri());
    }
}
