package dev.nightdesk.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.sdk.ScriptedServer.Reply;
import dev.nightdesk.sdk.error.EventExpiredException;
import dev.nightdesk.sdk.error.InvalidCredentialException;
import dev.nightdesk.sdk.model.Event;
import dev.nightdesk.sdk.model.StreamEventsParams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class EventStreamTest extends ClientTest {

    private static final String BEGIN = "id: evt_0\nretry: 3000\n\n";

    @Test
    void aBrokenStreamGoesOnAfterTheLastEventThatWasHandedOut() {
        server.reply(stream(BEGIN + ":\n\n" + event(1) + event(2) + "id: evt_3\nevent: x\ndata: {\"id\":\"evt_3"),
                Reply.hangUp(), Reply.problem(503, "draining"), stream(event(2) + event(3)));
        server.otherwise(Reply.silence());
        try (EventStream stream = client().events().stream(StreamEventsParams.builder().types(List.of("a.*")).build())) {
            Iterator<Event> events = stream.iterator();
            List<Long> seen = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                seen.add(events.next().sequence());
            }
            assertEquals(List.of(1L, 2L, 3L), seen);
            assertEquals("evt_3", stream.cursor().orElseThrow());
        }
        assertEquals("/v1/events/stream?types=a.*", server.received().get(0).uri());
        assertTrue(server.received().stream().skip(1).allMatch(one -> one.uri().contains("after=evt_2")));
    }

    @Test
    void aStreamThatBreaksBeforeItsFirstEventMissesNone() {
        server.reply(stream(BEGIN), stream(event(1)));
        server.otherwise(Reply.silence());
        try (EventStream stream = client().events().stream()) {
            assertEquals(1L, stream.iterator().next().sequence());
        }
        assertEquals("/v1/events/stream?after=evt_0", server.received().get(1).uri());
    }

    @Test
    void aRefusalEndsTheStream() {
        server.reply(Reply.problem(401, "invalid_credential"));
        assertThrows(InvalidCredentialException.class, () -> client().events().stream());
        server.reply(stream(BEGIN + event(1)), Reply.problem(410, "event_expired"));
        try (EventStream stream = client().events().stream()) {
            Iterator<Event> events = stream.iterator();
            events.next();
            assertThrows(EventExpiredException.class, events::hasNext);
        }
    }

    @Test
    void whatPassesIsToldWhileIterating() {
        server.reply(stream(BEGIN + "event: conversation.typing\ndata: {\"conversation_id\":\"cnv_1\",\"actor\":"
                + "{\"type\":\"customer\",\"id\":\"cus_1\"},\"expires_at\":\"2026-11-23T08:00:00.000Z\",\"preview\":\"Hel\"}"
                + "\n\nevent: conversation.presence\ndata: {\"conversation_id\":\"cnv_1\",\"agent_ids\":[\"agt_1\"]}\n\n"
                + "event: conversation.weather\ndata: {\"conversation_id\":\"cnv_1\"}\n\n" + event(1)));
        List<LiveSignal> signals = new ArrayList<>();
        try (EventStream stream = client().conversations().stream("cnv_1").onSignal(signals::add)) {
            stream.iterator().next();
        }
        assertEquals("Hel", ((LiveSignal.Typing) signals.get(0)).preview().orElseThrow());
        assertEquals(List.of("agt_1"), ((LiveSignal.Presence) signals.get(1)).agentIds());
        assertEquals("conversation.weather", ((LiveSignal.Unknown) signals.get(2)).type());
    }

    @Test
    void aClosedStreamHasNoNext() {
        server.reply(stream(BEGIN));
        server.otherwise(Reply.silence());
        EventStream stream = client().events().stream();
        stream.close();
        assertFalse(stream.iterator().hasNext());
    }

    @Test
    void aReaderGoesOnWhereItsStoreSays(@TempDir Path folder) {
        CursorStore cursors = CursorStore.inFile(folder.resolve("cursor"));
        server.reply(page(true, "evt_2", 1, 2), page(false, "evt_5", 4));
        List<Long> seen = new ArrayList<>();
        assertEquals(3, client().events().reader(cursors).poll(event -> seen.add(event.sequence())));
        assertEquals("evt_5", cursors.load().orElseThrow());

        server.reply(page(false, "evt_7", 6, 7));
        assertThrows(IllegalStateException.class, () -> client().events().reader(cursors).poll(event -> {
            if (event.sequence() == 7) {
                throw new IllegalStateException("the handler broke");
            }
        }));
        assertEquals("evt_6", CursorStore.inFile(folder.resolve("cursor")).load().orElseThrow());
        assertEquals("/v1/events?after=evt_5", server.received().get(2).uri());
    }

    private static Reply stream(String frames) {
        return new Reply(200, Map.of("Content-Type", "text/event-stream"), frames);
    }

    private static Reply page(boolean more, String cursor, int... sequences) {
        List<String> events = new ArrayList<>();
        for (int sequence : sequences) {
            events.add("{\"id\":\"evt_" + sequence + "\",\"sequence\":" + sequence + "}");
        }
        return Reply.json(200, "{\"data\":" + events + ",\"has_more\":" + more + ",\"next_cursor\":\"" + cursor + "\"}");
    }

    private static String event(int sequence) {
        return "id: evt_" + sequence + "\nevent: message.created\ndata: {\"id\":\"evt_" + sequence
                + "\",\"type\":\"message.created\",\"sequence\":" + sequence + "}\n\n";
    }
}
