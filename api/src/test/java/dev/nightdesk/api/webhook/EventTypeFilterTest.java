package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypeFilterTest {

    @ParameterizedTest
    @CsvSource({
        "*, conversation.created, true",
        "conversation.*, conversation.created, true",
        "conversation.*, conversation.sla.breached, true",
        "conversation.*, conversation, false",
        "conversation.*, conversation., false",
        "conversation.*, conversations.created, false",
        "conversation.*, message.created, false",
        "conversation.created, conversation.created, true",
        "conversation.created, conversation.created_late, false",
        "agent.presence_changed, agent.presence_changed, true"
    })
    void matchesNamesBeginningsAndAll(String pattern, String type, boolean accepted) {
        assertEquals(accepted, new EventTypeFilter(List.of(pattern)).accepts(type));
    }

    @Test
    void oneFittingPatternIsEnough() {
        EventTypeFilter filter = new EventTypeFilter(List.of("customer.*", "message.created"));
        assertTrue(filter.accepts("message.created"));
        assertFalse(filter.accepts("message.failed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "**", "*.created", "conversation*", "conversation.", ".created", "Conversation.created",
        "conversation.*.x", "a..b", "conversation .created", "9a"})
    void otherFormsAreRefused(String pattern) {
        assertFalse(EventTypeFilter.isWellFormed(pattern));
        assertThrows(IllegalArgumentException.class, () -> new EventTypeFilter(List.of(pattern)));
    }

    @Test
    void anEmptyOrEndlessListIsRefused() {
        List<String> tooMany = IntStream.rangeClosed(0, 100).mapToObj(i -> "type" + i).toList();
        assertThrows(IllegalArgumentException.class, () -> new EventTypeFilter(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new EventTypeFilter(tooMany));
        assertEquals(1, new EventTypeFilter(Collections.nCopies(200, "a.b")).patterns().size());
    }

    @Test
    void misspeltPatternsAreFound() {
        EventTypeFilter filter = new EventTypeFilter(List.of("*", "conversation.*", "mesage.created", "sla.*"));
        assertEquals(
                List.of("mesage.created", "sla.*"),
                filter.matchingNoneOf(List.of("conversation.created", "message.created")));
    }
}
