package dev.nightdesk.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.sdk.ScriptedServer.Received;
import dev.nightdesk.sdk.ScriptedServer.Reply;
import dev.nightdesk.sdk.error.NightdeskDecodingException;
import dev.nightdesk.sdk.model.Conversation;
import dev.nightdesk.sdk.model.ConversationExpand;
import dev.nightdesk.sdk.model.ConversationSort;
import dev.nightdesk.sdk.model.ConversationStatus;
import dev.nightdesk.sdk.model.ConversationUpdate;
import dev.nightdesk.sdk.model.CustomerUpsert;
import dev.nightdesk.sdk.model.IdentityKind;
import dev.nightdesk.sdk.model.ListConversationsParams;
import dev.nightdesk.sdk.request.ConversationsRequests;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EncodingTest extends ClientTest {

    private Received sent() {
        return server.received().get(0);
    }

    @Test
    void listsHaveCommasInstantsMillisecondsAndNothingUnsafeStaysPlain() {
        server.reply(Reply.json(200, "{\"data\": [], \"has_more\": false, \"next_cursor\": null}"));
        client().conversations().list(ListConversationsParams.builder()
                .status(ConversationStatus.OPEN, ConversationStatus.ON_HOLD)
                .createdAtGte(Instant.parse("2026-11-23T08:00:00Z"))
                .tag("a&b")
                .sort(ConversationSort.of("-updated_at"))
                .expand(ConversationExpand.CUSTOMER)
                .limit(20)
                .build());

        assertEquals("/v1/conversations?status=open,on_hold&tag=a%26b&created_at%5Bgte%5D=2026-11-23T08%3A00%3A00.000Z"
                + "&sort=-updated_at&expand=customer&limit=20", sent().uri());
    }

    @Test
    void pathParametersArePercentEncoded() {
        server.reply(Reply.json(200, "{}"));
        client().customers().upsert("shop 1/ä+b", CustomerUpsert.builder().build());

        assertEquals("/v1/customers/by-external-id/shop%201%2F%C3%A4%2Bb", sent().uri());
        assertThrows(IllegalArgumentException.class, () -> client().conversations().get(""));
    }

    @Test
    void anIdentityIsLookedUpByKindAndValue() {
        server.reply(Reply.json(200, "{}"));
        client().customers().lookup(IdentityKind.PHONE, "+4930901820");

        assertEquals("/v1/customers/lookup?identity=phone%3A%2B4930901820", sent().uri());
    }

    @Test
    void aMergePatchTellsNullFromAbsent() throws Exception {
        server.reply(Reply.json(200, "{}"));
        client().conversations().update("cnv_1", "*",
                ConversationUpdate.builder().subject(null).metadata("a", null).metadata("b", "2").build());

        assertEquals(Json.MAPPER.readTree("{\"subject\": null, \"metadata\": {\"a\": null, \"b\": \"2\"}}"),
                Json.MAPPER.readTree(sent().body()));
        assertEquals("application/merge-patch+json", sent().header("Content-Type"));
        assertEquals("*", sent().header("If-Match"));
    }

    @Test
    void aChangeOfWhatWasReadCarriesItsVersion() {
        server.reply(Reply.json(200, "{\"id\": \"cnv_1\", \"version\": 7}"), Reply.json(200, "{}"));
        Conversation read = client().conversations().get("cnv_1");
        client().conversations().update(read, ConversationUpdate.builder().subject("New").build());

        assertEquals("\"v7\"", server.received().get(1).header("If-Match"));
    }

    @Test
    void anActionWithoutBodySendsNone() {
        server.reply(Reply.json(200, "{}"));
        client().conversations().resolve("cnv_1");

        assertEquals("", sent().body());
        assertNull(sent().header("Content-Type"));
        assertNotNull(sent().header("Idempotency-Key"));
        assertTrue(sent().header("User-Agent").startsWith("nightdesk-sdk-java/"));
    }

    @Test
    void aConditionalReadShowsThatNothingChanged() {
        server.reply(new Reply(304, java.util.Map.of("ETag", "\"v7\""), ""));
        ApiResponse<JsonNode> response = client().send(
                ApiRequest.builder("GET", "/v1/anything", JsonNode.class).build(), RequestOption.ifNoneMatch("\"v7\""));

        assertEquals("\"v7\"", sent().header("If-None-Match"));
        assertTrue(response.notModified());
        assertThrows(IllegalStateException.class, response::value);
    }

    @Test
    void aBaseUrlMayHaveAPath() {
        server.reply(Reply.json(200, "{}"));
        Nightdesk.builder().baseUrl(server.url() + "/support/").build().service().live();

        assertEquals("/support/livez", sent().uri());
        assertNull(sent().header("Authorization"));
    }

    @Test
    void aSuccessThatIsNotJsonIsADecodingFailure() {
        server.reply(new Reply(200, java.util.Map.of("Content-Type", "text/html"), "<html>"));

        assertThrows(NightdeskDecodingException.class, () -> client().conversations().get("cnv_1"));
    }

    @Test
    void aRequestWithoutItsPathParameterCannotBeMade() {
        assertThrows(IllegalStateException.class,
                () -> ApiRequest.builder("GET", "/v1/conversations/{id}", Conversation.class).build());
        assertEquals("getConversation",
                ConversationsRequests.getConversation("cnv_1", null).operationId().orElseThrow());
    }

    @Test
    void aClientHasOneCredentialAndAnAddress() {
        assertThrows(IllegalStateException.class, () -> Nightdesk.builder().apiKey("a").platformKey("b"));
        assertThrows(IllegalStateException.class, () -> Nightdesk.builder().apiKey("a").build());
        assertThrows(IllegalArgumentException.class, () -> Nightdesk.builder().baseUrl("localhost:8080"));
    }
}
