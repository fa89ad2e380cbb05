package dev.nightdesk.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.sdk.model.Conversation;
import dev.nightdesk.sdk.model.ConversationStatus;
import dev.nightdesk.sdk.model.ConversationUpdate;
import dev.nightdesk.sdk.model.CustomerCreate;
import dev.nightdesk.sdk.model.IdentitySecret;
import dev.nightdesk.sdk.model.MessageCreate;
import dev.nightdesk.sdk.model.WorkspaceUpdate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelTest {

    private static String written(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    @Test
    void unknownFieldsAndValuesAreKept() throws Exception {
        String json = "{\"status\":\"hibernating\",\"mood\":{\"level\":3},\"created_at\":\"2026-11-23T09:00:00.5+01:00\"}";
        Conversation conversation = Json.MAPPER.readValue(json, Conversation.class);

        assertEquals("hibernating", conversation.status().value());
        assertEquals(ConversationStatus.Known.UNRECOGNIZED, conversation.status().known());
        assertEquals(Map.of("mood", Map.of("level", 3)), conversation.unknownFields());
        assertEquals(Instant.parse("2026-11-23T08:00:00.500Z"), conversation.createdAt());
        assertEquals(3, Json.MAPPER.readTree(Json.bytes(conversation)).path("mood").path("level").asInt());
    }

    @Test
    void knownValuesAreConstants() {
        assertEquals(ConversationStatus.ON_HOLD, ConversationStatus.of("on_hold"));
        assertEquals(ConversationStatus.Known.ON_HOLD, ConversationStatus.of("on_hold").known());
    }

    @Test
    void whatIsAbsentIsEmptyNotNull() throws Exception {
        Conversation conversation = Json.MAPPER.readValue("{}", Conversation.class);

        assertTrue(conversation.subject().isEmpty());
        assertTrue(conversation.priority().isEmpty());
        assertEquals(List.of(), conversation.tags());
        assertEquals(Map.of(), conversation.metadata());
    }

    @Test
    void whatIsBuiltDoesNotChangeAnyMore() {
        CustomerCreate.Builder builder = CustomerCreate.builder().tags("a").attributes("age", 7);
        CustomerCreate first = builder.build();
        builder.tags("b").attributes("vip", true);

        assertEquals(List.of("a"), first.tags());
        assertEquals(Map.of("age", 7), first.attributes());
        assertThrows(UnsupportedOperationException.class, () -> first.tags().add("c"));
        assertEquals(first, first.toBuilder().build());
    }

    @Test
    void whatIsRequiredMustBeGiven() {
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> MessageCreate.builder().build());
        assertEquals("MessageCreate needs body", refusal.getMessage());
    }

    @Test
    void aChangeWritesOnlyWhatWasSet() {
        assertEquals("{}", written(ConversationUpdate.builder().build()));
        assertEquals("{\"subject\":null,\"tags\":[]}",
                written(ConversationUpdate.builder().subject(null).tags(List.of()).build()));
    }

    @Test
    void durationsAreDaysOrHoursAndWeeksAreRead() throws Exception {
        assertEquals("{\"auto_close_after\":\"P7D\"}",
                written(WorkspaceUpdate.builder().autoCloseAfter(Duration.ofDays(7)).build()));
        assertEquals("{\"auto_close_after\":\"PT36H\"}",
                written(WorkspaceUpdate.builder().autoCloseAfter(Duration.ofHours(36)).build()));
        assertEquals(Duration.ofDays(14), Json.MAPPER.readValue("{\"retention\":\"P2W\"}", WorkspaceUpdate.class)
                .retention().orElseThrow());
    }

    @Test
    void secretsDoNotShowInLogs() throws Exception {
        IdentitySecret secret = Json.MAPPER.readValue("{\"id\":\"ids_1\",\"secret\":\"nds_hush\"}", IdentitySecret.class);

        assertEquals("nds_hush", secret.secret().orElseThrow());
        assertFalse(secret.toString().contains("hush"));
    }
}
