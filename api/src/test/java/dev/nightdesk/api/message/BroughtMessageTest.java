package dev.nightdesk.api.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.api.platform.event.Actor;
import dev.nightdesk.api.platform.event.BroughtMessage;
import dev.nightdesk.api.platform.event.Event;
import dev.nightdesk.api.platform.event.EventDraft;
import dev.nightdesk.api.platform.id.ResourceType;
import dev.nightdesk.api.platform.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class BroughtMessageTest {
    private static final String ID = "msg_01KJPTR3D091MT7YDNQRSDEYSD";

    @Property(tries = 500)
    void aMessageIsReadFromItsEventAsItWasWritten(@ForAll("texts") String body, @ForAll MessageFormat format,
            @ForAll("authors") Author author, @ForAll Channel channel, @ForAll("labels") Map<String, String> metadata,
            @ForAll("references") String inReplyTo, @ForAll("kinds") MessageKind kind,
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis,
            @ForAll @LongRange(min = 1) long sequence, @ForAll @LongRange(min = 1) long eventSequence) {
        Instant at = Instant.ofEpochMilli(millis);
        Message message = new Message(ID, "wsp_1", "cnv_1", author, new MessageText(kind, body, format), channel,
                List.of(), inReplyTo, null, metadata, sequence, eventSequence, null, 1, at, at);
        Event event = new Event(ResourceType.EVENT.like(ID), "wsp_1", 0, at, Actor.SYSTEM,
                new EventDraft("message.created", "cnv_1", eventSequence,
                        RawJson.of("message", MessageJson.view(message)).text())
                        .bringing(new BroughtMessage(ID, kind.name(), sequence)), null);
        assertEquals(true, message.livesInItsEvent());
        assertEquals(message, MessageJson.broughtBy(event));
        assertEquals(List.copyOf(metadata.keySet()), List.copyOf(MessageJson.broughtBy(event).metadata().keySet()));
    }

    @Provide
    Arbitrary<MessageKind> kinds() {
        return Arbitraries.of(MessageKind.REPLY, MessageKind.NOTE);
    }

    /** Whatever input lets pass: no NUL, and surrogates only in pairs. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange('\u0001', '\uD7FF').withCharRange('\uE000', '\uFFFF')
                .ofMaxLength(60).map(text -> text + (text.length() % 3 == 0 ? "\uD83D\uDE80" : ""));
    }

    @Provide
    Arbitrary<String> references() {
        return Arbitraries.just(ID).injectNull(0.5);
    }

    @Provide
    Arbitrary<Author> authors() {
        return Combinators.combine(Arbitraries.of(AuthorType.class), Arbitraries.of("agt_1", "key_1").injectNull(0.3))
                .as(Author::new);
    }

    @Provide
    Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(texts(), texts()).ofMaxSize(4);
    }
}
