package dev.nightdesk.api.webhook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightdesk.api.webhook.WebhookBody.Payload;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WebhookBodyTest {

    @Test
    void aBodyOf20KibIsSentAsItIsAndOneByteMoreIsThin() {
        byte[] largest = eventOfBytes(WebhookBody.MOST_FULL_BYTES);
        assertSame(largest, WebhookBody.of(largest, Payload.FULL));
        byte[] larger = eventOfBytes(WebhookBody.MOST_FULL_BYTES + 1);
        assertTrue(read(WebhookBody.of(larger, Payload.FULL)).getBoolean("thin"));
    }

    @Test
    void theThinFormHasTheEnvelopeIdsAndLinksAndNoContent() {
        JsonObject thin = read(WebhookBody.of(event("cus_7", "hello"), Payload.THIN));
        String expected = """
                {"id":"evt_1","object":"event","type":"message.created","sequence":12,"timestamp":"2026-11-23T10:00:00.000Z",\
                "workspace_id":"wsp_1","api_version":"v1","conversation_id":"cnv_1","conversation_sequence":3,\
                "actor":{"type":"agent","id":"agt_1"},"request_id":"req_1",\
                "data":{"message":{"id":"msg_1","object":"message","conversation_id":"cnv_1","kind":"reply",\
                "customer_id":"cus_1","external_id":"cus_7"}},"thin":true,\
                "links":{"conversation":"/v1/conversations/cnv_1","customer":"/v1/customers/cus_1",\
                "message":"/v1/conversations/cnv_1/messages/msg_1"}}""";
        assertEquals(expected, thin.toString());
    }

    @Test
    void theThinFormIsTheSameBytesEachTime() {
        byte[] event = event("cus_7", "hello");
        assertArrayEquals(WebhookBody.of(event, Payload.THIN), WebhookBody.of(event, Payload.THIN));
    }

    @Test
    void contentUnderTheNameOfAnIdStaysOut() {
        byte[] thin = WebhookBody.of(event("x".repeat(30_000), "hello"), Payload.FULL);
        assertTrue(thin.length < 1_000, () -> thin.length + " bytes");
    }

    private static byte[] eventOfBytes(int bytes) {
        int frame = event("cus_7", "").length;
        byte[] event = event("cus_7", "a".repeat(bytes - frame));
        assertEquals(bytes, event.length);
        return event;
    }

    private static byte[] event(String externalId, String body) {
        String event = """
                {"id":"evt_1","object":"event","type":"message.created","sequence":12,"timestamp":"2026-11-23T10:00:00.000Z",\
                "workspace_id":"wsp_1","api_version":"v1","conversation_id":"cnv_1","conversation_sequence":3,\
                "actor":{"type":"agent","id":"agt_1"},\
                "data":{"message":{"id":"msg_1","object":"message","conversation_id":"cnv_1","kind":"reply",\
                "customer_id":"cus_1","external_id":"%s","body":"%s","attachments":[{"id":"att_1"}],\
                "in_reply_to":null},"previous":{"assignee_id":"agt_2","subject":"secret"}},"request_id":"req_1"}""".formatted(externalId, body);
        return event.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject read(byte[] json) {
        return Json.createReader(new StringReader(new String(json, StandardCharsets.UTF_8))).readObject();
    }
}
